package spooler.itest;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;

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

  @Override
  List<Corpus> oddOnesItTakes() {
    return List.of();
  }
}
