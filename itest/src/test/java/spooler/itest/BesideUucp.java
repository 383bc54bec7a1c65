package spooler.itest;

import org.junit.AssumptionViolatedException;
import org.junit.runner.Description;
import org.junit.runner.notification.Failure;
import org.junit.runner.notification.RunNotifier;
import org.junit.runners.model.InitializationError;
import org.ops4j.pax.exam.junit.PaxExam;

/** As {@link BesideSmtpSink}, for tests that need Taylor UUCP. */
public final class BesideUucp extends PaxExam {
  public BesideUucp(Class<?> testClass) throws InitializationError {
    super(testClass);
  }

  @Override
  public void run(RunNotifier notifier) {
    if (UucpHost.isInstalled()) {
      super.run(notifier);
      return;
    }
    for (Description test : getDescription().getChildren()) {
      notifier.fireTestAssumptionFailed(
          new Failure(test, new AssumptionViolatedException(UucpHost.HOW_TO_INSTALL)));
    }
  }
}
