package spooler.transport.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static spooler.api.mapi.StatusCode.INBOUND_FLUSH;
import static spooler.api.mapi.StatusCode.OUTBOUND_FLUSH;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import spooler.api.mapi.EndResult;
import spooler.api.mapi.FlushFlag;
import spooler.api.mapi.StatusCode;
import spooler.api.transport.AddressTypes;
import spooler.api.transport.MessageRef;
import spooler.api.transport.SubmitResult;

/** A lane over a medium that does what the test says. */
abstract class LogonTest {
  static final Duration RETRY = Duration.ofMinutes(5);
  static final Traits SENDER =
      Traits.sender("Scripted", AddressTypes.of("SMTP"), RETRY).talkingTo("relay");
  static final Traits BOTH_WAYS = SENDER.receiving();
  static final Traits ON_A_LINE = BOTH_WAYS.needing("line:one", Duration.ofMinutes(1));
  static final Set<FlushFlag> UPLOAD = Set.of(FlushFlag.UPLOAD);
  static final Set<FlushFlag> DOWNLOAD = Set.of(FlushFlag.DOWNLOAD);
  static final Set<FlushFlag> BOTH = Set.of(FlushFlag.UPLOAD, FlushFlag.DOWNLOAD);

  final RecordingSupport spooler = new RecordingSupport();
  final ScriptedMedium medium = new ScriptedMedium();

  MediumLogon logon(Traits traits) {
    return new MediumLogon(spooler, traits, medium);
  }

  static SubmitResult submit(MediumLogon logon) {
    return logon.submitMessage(new Parcel(), Set.of());
  }

  static void send(MediumLogon logon) {
    assertEquals(SubmitResult.OK, submit(logon));
    assertEquals(EndResult.SENT, logon.endMessage(MessageRef.OUTBOUND));
  }

  static ScriptedMedium.Step broken(String why) {
    return () -> {
      throw new IOException(why);
    };
  }

  Set<StatusCode> flushBits() {
    return spooler.bits().stream()
        .filter(bit -> bit == OUTBOUND_FLUSH || bit == INBOUND_FLUSH)
        .collect(Collectors.toSet());
  }
}
