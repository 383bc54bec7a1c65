package spooler.itest;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Exim as next hop: STARTTLS, CRAM-MD5, BDAT, SMTPUTF8. */
class EximRelayIT extends RelayContract {
  @Override
  void assumeInstalled() {
    assumeTrue(PeerRoot.isUnpacked(EximRelay.NAME), PeerRoot.HOW_TO_UNPACK);
  }

  @Override
  RealRelay start(Path folder, Certificate certificate) throws Exception {
    return EximRelay.start(folder, certificate);
  }

  @Override
  Set<String> spoiled() {
    return Set.of();
  }

  @Test
  void aMessageRefusedAfterItsLastOctetFailsInTheRelaysWords() throws Exception {
    Corpus mail = Corpus.of("unwanted", "X-Unwanted: yes\r\n\r\nx\r\n");
    assertFails(RealRelay.UNWANTED, submit(mail.sent(), mail.to()));
  }
}
