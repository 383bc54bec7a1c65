package spooler.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import spooler.api.Spooler;

/**
 * Everything that can be wrong is wrong in one home, and {@code doctor} names each with a way out.
 */
@Timeout(180)
class DoctorIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private static Home home;
  private static SpoolerFramework framework;
  private static ServerSocket intruder;
  private static InProcess said;

  @BeforeAll
  static void breakEverything(@TempDir Path folder) throws Exception {
    home = new Home(Distribution.path(), folder.resolve("home"));
    home.prepare();
    intruder = intruder();
    int port = intruder.getLocalPort();
    write("submit.smtp.cfg", "port = " + port);
    write("transport.smtp-typo.cfg", "host = 127.0.0.1\nprot = 25");
    write("transport.smtp-down.cfg", "host = 127.0.0.1\nport = " + freePort());
    write(
        "transport.smtp-old.cfg",
        "host = 127.0.0.1\nport = %d\ntls = required\ntlsTrust = %s"
            .formatted(freePort(), expired(folder)));
    write("transport.smtp-box.cfg", mailbox(freePort()));
    write(
        "transport.modem-line.cfg",
        "line = %s\nnumber = 1\nuucpName = a\nuucpPeer = b".formatted(folder.resolve("ttyUSB9")));
    write("transport.lan-share.cfg", "folder = " + Files.createDirectory(folder.resolve("share")));
    write("nobody.cfg", "what = ever");
    open(write("transport.smtp-open.cfg", "host = 127.0.0.1"), "rw-rw-rw-");
    Files.writeString(home.deploy().resolve("torn.jar"), "no jar");
    open(Files.writeString(home.deploy().resolve("open.jar"), "x"), "rw-rw-rw-");
    Path ahead = Files.createFile(home.var().resolve("ahead"));
    Files.setLastModifiedTime(ahead, FileTime.from(Instant.now().plus(Duration.ofDays(1))));
    open(home.var(), "rwxr-xrwx");
    framework = SpoolerFramework.start(home);
    framework.service(Spooler.class, LIMIT);
    Await.until("transports are shown", () -> doctor("").text().contains("transport typo"));
    Await.until("jars are looked at", () -> doctor("").text().contains("torn.jar"));
    whileNobodyReads();
    said = doctor("");
  }

  /** Files that are right, and that FileInstall does not take up. */
  private static void whileNobodyReads() throws Exception {
    framework.bundle("org.apache.felix.fileinstall").orElseThrow().stop();
    aged(write("transport.smtp-late.cfg", "host = 127.0.0.1"));
    aged(write("transport.smtp-down.cfg", "host = 127.0.0.1\nport = 1"));
    aged(write("late.json", "{\"transport.smtp~later\": {\"host\": \"127.0.0.1\"}}"));
    Path fresh = write("transport.smtp-fresh.cfg", "host = 127.0.0.1");
    Files.setLastModifiedTime(fresh, FileTime.from(Instant.now().plus(Duration.ofMinutes(1))));
  }

  private static void aged(Path file) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofMinutes(1))));
  }

  private static InProcess doctor(String flag) throws Exception {
    return flag.isEmpty()
        ? InProcess.run(framework, "doctor")
        : InProcess.run(framework, "doctor", flag);
  }

  private static Path write(String name, String text) throws IOException {
    return Files.writeString(home.etc().resolve(name), text + "\n");
  }

  private static void open(Path path, String permissions) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      return free.getLocalPort();
    }
  }

  /** Somebody else at the port where mail is to be taken. */
  private static ServerSocket intruder() throws IOException {
    ServerSocket server = new ServerSocket(0);
    Thread thread =
        new Thread(
            () -> {
              while (!server.isClosed()) {
                try (Socket client = server.accept()) {
                  client.getOutputStream().write("hello\r\n".getBytes(StandardCharsets.US_ASCII));
                } catch (IOException closed) {
                  return;
                }
              }
            },
            "intruder");
    thread.setDaemon(true);
    thread.start();
    return server;
  }

  private static String mailbox(int port) {
    return "fetch = imap://127.0.0.1:%d\nfetchUsername = me\n.fetchPassword = x\nfetchTo = me@localhost"
        .formatted(port);
  }

  private static Path expired(Path folder) throws Exception {
    String store = folder.resolve("expired.p12").toString();
    Path file = folder.resolve("expired.pem");
    keytool("-genkeypair -keyalg EC -dname CN=old.example.org -startdate -40d -validity 30", store);
    keytool("-exportcert -rfc -file " + file, store);
    return file;
  }

  private static void keytool(String words, String store) throws Exception {
    String line =
        "%s/bin/keytool %s -keystore %s -storepass changeit -alias it"
            .formatted(System.getProperty("java.home"), words, store);
    assertEquals(0, new ProcessBuilder(line.split(" ")).start().waitFor(), line);
  }

  @AfterAll
  static void stop() throws IOException {
    framework.close();
    intruder.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          BROKEN  configuration: | transport.smtp-typo.cfg is not applied: prot: there is no such setting; did you mean port?
          BROKEN  configuration: | transport.smtp-late.cfg is right, but not in force: the log says why
          BROKEN  configuration: | transport.smtp-down.cfg is right, but not in force: the log says why
          BROKEN  configuration: | late.json is right, but not in force: the log says why
          warning configuration: | transport.smtp-fresh.cfg is right, and about to be taken up
          ok      configuration: | transport.smtp-old.cfg
          warning configuration: | nobody.cfg: no bundle says that it takes this; is the name right?
          BROKEN  deploy: | transport.smtp-open.cfg is not loaded
          BROKEN  deploy: | open.jar is not loaded
          BROKEN  deploy: | torn.jar:
          BROKEN  home: | var: chmod go-w it
          ok      home: | etc is there, and only its owner writes to it
          BROKEN  home: | ahead is newer: set the clock
          BROKEN  ports: | (hello): end it, or set another port in submit.smtp.cfg
          BROKEN  certificates: | CN=old.example.org in
          BROKEN  reachability: transport down cannot be reached: | Connection refused
          BROKEN  reachability: transport box cannot be reached: | Connection refused
          BROKEN  reachability: transport line cannot be reached: | ttyUSB9 is not there: is it plugged in
          BROKEN  reachability: transport share cannot be reached: | is the share mounted?
          BROKEN  spooler: transport typo: | prot: there is no such setting
          """)
  void eachFaultIsALineOfItsOwn(String begin, String words) {
    assertTrue(
        said.text().lines().anyMatch(line -> line.startsWith(begin) && line.contains(words)),
        said.text());
  }

  @Test
  void somethingBrokenIsAFailureAndCounted() throws Exception {
    assertEquals(1, said.code());
    assertTrue(
        said.text().contains("checks found something broken: see above for what to do"),
        said.text());
    InProcess json = doctor("--json");
    assertEquals(1, json.code());
    assertTrue(json.text().contains("\"status\": \"broken\""), json.text());
    assertTrue(json.text().contains("\"check\": \"reachability\""), json.text());
  }

  @Test
  void aFreshHomeIsWell(@TempDir Path folder) throws Exception {
    Home fresh = new Home(Distribution.path(), folder.resolve("home"));
    fresh.prepare();
    Files.writeString(fresh.etc().resolve("submit.smtp.cfg"), "port = " + freePort() + "\n");
    try (SpoolerFramework healthy = SpoolerFramework.start(fresh)) {
      healthy.service(Spooler.class, LIMIT);
      Await.until(
          "it takes mail",
          () ->
              InProcess.run(healthy, "doctor").text().contains("ok      ports: mail is taken at"));
      InProcess well = InProcess.run(healthy, "doctor");
      assertEquals(0, well.code(), well.text());
      assertFalse(well.text().contains("BROKEN"), well.text());
      assertTrue(well.text().contains("ok      deploy: every file"), well.text());
    }
  }
}
