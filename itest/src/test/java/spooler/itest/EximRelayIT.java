package spooler.itest;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;

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
  List<Corpus> oddOnesItTakes() {
    return List.of(Corpus.nul(), Corpus.longLine(), Corpus.international());
  }
}
