package spooler.itest;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** OpenSMTPD as next hop: neither PIPELINING nor SMTPUTF8. */
class OpenSmtpdRelayIT extends RelayContract {
  @Override
  void assumeInstalled() {
    assumeTrue(PeerRoot.isUnpacked(OpenSmtpdRelay.NAME), PeerRoot.HOW_TO_UNPACK);
  }

  @Override
  RealRelay start(Path folder, Certificate certificate) throws Exception {
    return OpenSmtpdRelay.start(folder);
  }

  /** It takes a NUL, and leaves out what follows on the line. */
  @Override
  Set<String> spoiled() {
    return Set.of("nul", "long-line", "address");
  }

  @Test
  void aLineItFindsTooLongFailsInItsWords() throws Exception {
    Corpus mail = Corpus.odd("long-line");
    assertFails("500 5.0.0 Line too long", submit(mail.sent(), mail.to()));
  }

  @Test
  void anAddressBeyondAsciiIsRefusedBeforeItHearsOfIt() throws Exception {
    Corpus mail = Corpus.odd("address");
    assertFails("5.6.7", submit(mail.sent(), mail.to()));
  }
}
