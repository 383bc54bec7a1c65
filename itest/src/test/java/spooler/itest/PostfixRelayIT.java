package spooler.itest;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Postfix as next hop: STARTTLS, SCRAM-SHA-256, BDAT, SMTPUTF8. */
class PostfixRelayIT extends RelayContract {
  @Override
  void assumeInstalled() {
    assumeTrue(
        PostfixRelay.isInstalled() && DovecotSignIn.isInstalled(),
        "Postfix was not tried: as root, apt-get install postfix dovecot-core");
  }

  @Override
  RealRelay start(Path folder, Certificate certificate) throws Exception {
    return PostfixRelay.start(certificate);
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
