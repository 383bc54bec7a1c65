package spooler.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.Result;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Beside certificates that the JDK's own tool makes. */
class CertificatesHealthTest {
  private Path folder;

  @BeforeEach
  void start(@TempDir Path folder) {
    this.folder = folder;
  }

  private static void keytool(String... words) throws Exception {
    String tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    String[] line = new String[words.length + 1];
    line[0] = tool;
    System.arraycopy(words, 0, line, 1, words.length);
    Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
  }

  private Path certificate(String from, String days) throws Exception {
    String store = folder.resolve("store.p12").toString();
    String[] access = {"-keystore", store, "-storepass", "changeit", "-alias", "it"};
    keytool(
        "-genkeypair",
        "-keyalg",
        "EC",
        "-dname",
        "CN=mail.example.org",
        "-startdate",
        from,
        "-validity",
        days,
        access[0],
        access[1],
        access[2],
        access[3],
        access[4],
        access[5]);
    Path file = folder.resolve("certificate.pem");
    keytool(
        "-exportcert",
        "-rfc",
        "-file",
        file.toString(),
        access[0],
        access[1],
        access[2],
        access[3],
        access[4],
        access[5]);
    return file;
  }

  private static Result look(Path file) {
    FormattingResultLog log = new FormattingResultLog();
    CertificatesHealth.certificates("submit.smtp, certificateFile", file, Instant.now(), log);
    return new Result(log);
  }

  @ParameterizedTest
  @CsvSource({
    "-1d, 365, OK, is good until",
    "-1d, 10, WARN, renew it",
    "-40d, 30, CRITICAL, put a new one there",
    "+40d, 30, CRITICAL, is the clock right?"
  })
  void itIsSaidUntilWhenItIsGood(String from, String days, Result.Status status, String words)
      throws Exception {
    Result result = look(certificate(from, days));

    assertEquals(status, result.getStatus(), result::toString);
    assertTrue(result.toString().contains(words), result::toString);
    assertTrue(result.toString().contains("mail.example.org"), result::toString);
  }

  @Test
  void aFileThatIsNoneIsNamed() throws Exception {
    Path file =
        Files.writeString(folder.resolve("certificate.pem"), "-----BEGIN CERTIFICATE-----\n");

    Result result = look(file);

    assertEquals(Result.Status.CRITICAL, result.getStatus());
    assertTrue(result.toString().contains(file + " cannot be read"), result::toString);
  }
}
