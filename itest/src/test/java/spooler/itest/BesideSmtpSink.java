package spooler.itest;

import org.junit.AssumptionViolatedException;
import org.junit.runner.Description;
import org.junit.runner.notification.Failure;
import org.junit.runner.notification.RunNotifier;
import org.junit.runners.model.InitializationError;
import org.ops4j.pax.exam.junit.PaxExam;

/**
 * Runs tests inside the framework that need a real server, or skips them where there is none. Said
 * out here because a test that skips itself inside the framework is not reported at all.
 */
public final class BesideSmtpSink extends PaxExam {
  public BesideSmtpSink(Class<?> testClass) throws InitializationError {
    super(testClass);
  }

  @Override
  public void run(RunNotifier notifier) {
    if (SmtpSink.isInstalled()) {
      super.run(notifier);
      return;
    }
    for (Description test : getDescription().getChildren()) {
      notifier.fireTestAssumptionFailed(
          new Failure(test, new AssumptionViolatedException(SmtpSink.HOW_TO_INSTALL)));
    }
  }
}
