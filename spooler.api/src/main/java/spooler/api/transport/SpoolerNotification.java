package spooler.api.transport;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import spooler.api.MessageId;
import spooler.api.mapi.SpoolerNotifyFlag;

/** What a transport tells the spooler. */
public sealed interface SpoolerNotification {
  /** The flag word's constant. */
  SpoolerNotifyFlag flag();

  /** Mail waits on the far side. */
  record NewMail() implements SpoolerNotification {
    @Override
    public SpoolerNotifyFlag flag() {
      return SpoolerNotifyFlag.NEWMAIL;
    }
  }

  /** Able to send again: retry delays of this transport end. */
  record ReadyToSend() implements SpoolerNotification {
    @Override
    public SpoolerNotifyFlag flag() {
      return SpoolerNotifyFlag.READYTOSEND;
    }
  }

  /**
   * Submit this deferred message again.
   *
   * @param id which; null for all that this transport deferred
   */
  record SentDeferred(@Nullable MessageId id) implements SpoolerNotification {
    @Override
    public SpoolerNotifyFlag flag() {
      return SpoolerNotifyFlag.SENTDEFERRED;
    }
  }

  /** No idle and no poll until {@link NonCritical}. */
  record CriticalSection() implements SpoolerNotification {
    @Override
    public SpoolerNotifyFlag flag() {
      return SpoolerNotifyFlag.CRITSEC;
    }
  }

  /** The end of {@link CriticalSection}. */
  record NonCritical() implements SpoolerNotification {
    @Override
    public SpoolerNotifyFlag flag() {
      return SpoolerNotifyFlag.NONCRIT;
    }
  }

  /** Ask for the address types again. */
  record ConfigChange() implements SpoolerNotification {
    @Override
    public SpoolerNotifyFlag flag() {
      return SpoolerNotifyFlag.CONFIG_CHANGE;
    }
  }

  /** No further call on this logon, except to close it. */
  record CriticalError(String reason) implements SpoolerNotification {
    /** Checks that it is there. */
    public CriticalError {
      Objects.requireNonNull(reason, "reason");
    }

    @Override
    public SpoolerNotifyFlag flag() {
      return SpoolerNotifyFlag.CRITICAL_ERROR;
    }
  }
}
