package spooler.transport.lan;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import spooler.api.mapi.PropertyTag;
import spooler.api.transport.ResourceBusyException;
import spooler.api.transport.ResourceLease;
import spooler.api.transport.SpoolerNotification;
import spooler.api.transport.StatusRowUpdate;
import spooler.api.transport.TransportSupport;
import spooler.api.transport.UserInteraction;
import spooler.api.transport.Yield;

/** A spooler that waits to hear of new mail. */
final class NewMailHeard implements TransportSupport {
  final CountDownLatch mail = new CountDownLatch(1);
  final BlockingQueue<String> texts = new LinkedBlockingQueue<>();

  @Override
  public void modifyStatusRow(StatusRowUpdate update) {
    Object text = update.columns().get(PropertyTag.STATUS_STRING);
    if (text != null) {
      texts.add(text.toString());
    }
  }

  @Override
  public void spoolerNotify(SpoolerNotification what) {
    if (what instanceof SpoolerNotification.NewMail) {
      mail.countDown();
    }
  }

  @Override
  public Yield spoolerYield() {
    return Yield.CONTINUE;
  }

  @Override
  public UserInteraction user() {
    return (question, secret) -> Optional.empty();
  }

  @Override
  public ResourceLease acquire(String resource, Duration limit) throws ResourceBusyException {
    throw new ResourceBusyException(resource);
  }

  @Override
  public Clock clock() {
    return Clock.systemUTC();
  }
}
