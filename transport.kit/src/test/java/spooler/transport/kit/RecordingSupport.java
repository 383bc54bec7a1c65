package spooler.transport.kit;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import spooler.api.mapi.PropertyTag;
import spooler.api.mapi.StatusCode;
import spooler.api.transport.ResourceBusyException;
import spooler.api.transport.ResourceLease;
import spooler.api.transport.SpoolerNotification;
import spooler.api.transport.StatusRowUpdate;
import spooler.api.transport.TransportSupport;
import spooler.api.transport.UserInteraction;
import spooler.api.transport.Yield;

/** The spooler as one lane sees it: keeps the row, the notifications and the leases. */
final class RecordingSupport implements TransportSupport {
  final List<SpoolerNotification> notifications = new ArrayList<>();
  final List<String> leased = new ArrayList<>();
  @Nullable String holder;
  Yield yield = Yield.CONTINUE;
  boolean rowExists;
  String text = "";
  private Set<StatusCode> bits = EnumSet.noneOf(StatusCode.class);

  @Override
  public void modifyStatusRow(StatusRowUpdate update) {
    if (update.creates()) {
      bits = EnumSet.noneOf(StatusCode.class);
      rowExists = !update.isEmpty();
    }
    bits.addAll(update.raised());
    bits.removeAll(update.cleared());
    if (update.columns().get(PropertyTag.STATUS_STRING) instanceof String words) {
      text = words;
    }
  }

  Set<StatusCode> bits() {
    return Set.copyOf(bits);
  }

  @Override
  public void spoolerNotify(SpoolerNotification what) {
    notifications.add(what);
  }

  @Override
  public Yield spoolerYield() {
    return yield;
  }

  @Override
  public UserInteraction user() {
    return (question, secret) -> Optional.empty();
  }

  @Override
  public ResourceLease acquire(String resource, Duration limit) throws ResourceBusyException {
    if (holder != null) {
      throw new ResourceBusyException(resource + " is held by " + holder);
    }
    leased.add(resource);
    return new ResourceLease() {
      @Override
      public String resource() {
        return resource;
      }

      @Override
      public void close() {
        leased.remove(resource);
      }
    };
  }

  @Override
  public Clock clock() {
    return Clock.systemUTC();
  }
}
