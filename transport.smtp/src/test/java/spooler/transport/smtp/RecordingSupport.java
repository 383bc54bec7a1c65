package spooler.transport.smtp;

import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import spooler.api.mapi.PropertyTag;
import spooler.api.mapi.StatusCode;
import spooler.api.transport.ResourceBusyException;
import spooler.api.transport.ResourceLease;
import spooler.api.transport.SpoolerNotification;
import spooler.api.transport.StatusRowUpdate;
import spooler.api.transport.TransportSupport;
import spooler.api.transport.UserInteraction;
import spooler.api.transport.Yield;

/** The spooler as one lane sees it: keeps the row. */
final class RecordingSupport implements TransportSupport {
  final Set<StatusCode> bits = EnumSet.noneOf(StatusCode.class);
  final List<SpoolerNotification> notices = new CopyOnWriteArrayList<>();
  volatile boolean goOn = true;
  String text = "";

  @Override
  public void modifyStatusRow(StatusRowUpdate update) {
    bits.addAll(update.raised());
    bits.removeAll(update.cleared());
    if (update.columns().get(PropertyTag.STATUS_STRING) instanceof String words) {
      text = words;
    }
  }

  @Override
  public void spoolerNotify(SpoolerNotification what) {
    notices.add(what);
  }

  @Override
  public Yield spoolerYield() {
    return goOn ? Yield.CONTINUE : Yield.CANCEL_MESSAGE;
  }

  @Override
  public UserInteraction user() {
    return (question, secret) -> Optional.empty();
  }

  @Override
  public ResourceLease acquire(String resource, Duration limit) throws ResourceBusyException {
    throw new ResourceBusyException("SMTP needs no resource, so nobody asks for " + resource);
  }

  @Override
  public Clock clock() {
    return Clock.systemUTC();
  }
}
