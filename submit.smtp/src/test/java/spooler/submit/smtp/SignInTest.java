package spooler.submit.smtp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** STARTTLS and AUTH; the certificate is made by the JDK's keytool. */
class SignInTest {
  private static Path folder = Path.of("");
  private static SSLSocketFactory trusting = (SSLSocketFactory) SSLSocketFactory.getDefault();

  @BeforeAll
  static void makeACertificateAndAUser(@TempDir Path temporary) throws Exception {
    folder = temporary;
    Path store = folder.resolve("key.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                "k",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=DNS:localhost",
                "-storetype",
                "PKCS12",
                "-storepass",
                "secret",
                "-keystore",
                store.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertTrue(keytool.waitFor(60, TimeUnit.SECONDS));
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, "secret".toCharArray());
    }
    pem("cert.pem", "CERTIFICATE", keys.getCertificate("k").getEncoded());
    pem("key.pem", "PRIVATE KEY", keys.getKey("k", "secret".toCharArray()).getEncoded());
    Files.writeString(
        folder.resolve("users"),
        "# people\nann:" + Password.make("gr\u00fcn".toCharArray()).text() + "\n");
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("k", keys.getCertificate("k"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    trusting = context.getSocketFactory();
  }

  private static void pem(String name, String what, byte[] octets) throws IOException {
    String text = Base64.getMimeEncoder().encodeToString(octets);
    Files.writeString(
        folder.resolve(name),
        "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(what, text, what));
  }

  private static Rig rig(Map<String, ?> more) throws IOException {
    Map<String, Object> all =
        new HashMap<>(
            Map.of(
                "permittedNetworks", "",
                "usersFile", folder.resolve("users").toString(),
                "certificateFile", folder.resolve("cert.pem").toString(),
                "privateKeyFile", folder.resolve("key.pem").toString()));
    all.putAll(more);
    return new Rig(all);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  @Test
  void nobodyRelaysWhoHasNotSignedIn() throws IOException {
    try (Rig rig = rig(Map.of());
        TestClient client = rig.greeted()) {
      assertTrue(client.say("MAIL FROM:<a@b.c>").startsWith("530 5.7.0 "));
      assertTrue(client.say("RCPT TO:<a@b.c>").startsWith("503 "));
      assertTrue(client.say("DATA").startsWith("503 "));
    }
  }

  @Test
  void passwordsAreSaidUnderTlsOnly() throws IOException {
    try (Rig rig = rig(Map.of());
        TestClient client = rig.greeted()) {
      assertFalse(client.say("EHLO x").contains("PLAIN"));
      assertTrue(client.say("AUTH PLAIN " + base64("\0ann\0gr\u00fcn")).startsWith("538 5.7.11 "));
      assertTrue(client.say("STARTTLS").startsWith("220 "));
      client.encrypt(trusting);
      assertTrue(client.say("MAIL FROM:<a@b.c>").startsWith("503 "), "EHLO is forgotten");
      String offers = client.say("EHLO x");
      assertTrue(offers.contains("AUTH SCRAM-SHA-256 PLAIN LOGIN"), offers);
      assertFalse(offers.contains("STARTTLS"), offers);
      assertTrue(client.say("AUTH PLAIN " + base64("\0ann\0blau")).startsWith("535 5.7.8 "));
      assertTrue(client.say("AUTH PLAIN " + base64("\0ann\0gr\u00fcn")).startsWith("235 2.7.0 "));
      client.envelope();
      assertTrue(client.say("Subject: x\r\n\r\n.").startsWith("250 "));
      assertTrue(rig.messages().get(0).text().contains("with ESMTPSA id"));
    }
  }

  @Test
  void loginAsksForNameAndPassword() throws IOException {
    try (Rig rig = rig(Map.of("clearPasswordsOnLoopback", true));
        TestClient client = rig.greeted()) {
      assertEquals("334 " + base64("Username:"), client.say("AUTH LOGIN"));
      assertEquals("334 " + base64("Password:"), client.say(base64("ann")));
      assertTrue(client.say(base64("gr\u00fcn")).startsWith("235 "));
      assertTrue(client.say("AUTH LOGIN").startsWith("503 "));
      assertTrue(client.say("MAIL FROM:<a@b.c>").startsWith("250 "));
    }
  }

  @Test
  void wrongPasswordsEndTheSession() throws IOException {
    try (Rig rig = rig(Map.of("clearPasswordsOnLoopback", true));
        TestClient client = rig.greeted()) {
      assertTrue(client.say("AUTH NONE").startsWith("504 "));
      assertTrue(client.say("AUTH PLAIN !").startsWith("501 "));
      assertTrue(client.say("AUTH PLAIN").startsWith("334"));
      assertTrue(client.say("*").startsWith("501 5.7.0 "));
      for (int i = 0; i < 3; i++) {
        assertTrue(client.say("AUTH PLAIN " + base64("\0bob\0x")).startsWith("535 "));
      }
      assertTrue(client.reply().startsWith("421 "));
    }
  }

  @Test
  void scramProvesThePasswordBothWays() throws Exception {
    try (Rig rig = rig(Map.of());
        TestClient client = rig.greeted()) {
      assertTrue(scram(client, "ann", "blau").startsWith("535 "));
      assertTrue(scram(client, "nobody", "x").startsWith("535 "));
      assertTrue(scram(client, "ann", "gr\u00fcn").startsWith("235 "));
    }
  }

  private static String scram(TestClient client, String user, String password) throws IOException {
    String bare = "n=" + user + ",r=abc";
    String first = decoded(client.say("AUTH SCRAM-SHA-256 " + base64("n,," + bare)));
    String[] parts = first.split(",", -1);
    assertTrue(parts[0].startsWith("r=abc") && parts[0].length() > 20, first);
    String without = "c=biws," + parts[0];
    byte[] all = (bare + "," + first + "," + without).getBytes(UTF_8);
    byte[] salted =
        Pbkdf2.of(
            password,
            Base64.getDecoder().decode(parts[1].substring(2)),
            Integer.parseInt(parts[2].substring(2)));
    byte[] key = Password.hmac(salted, "Client Key".getBytes(UTF_8));
    byte[] proof = Password.hmac(Password.sha256(key), all);
    for (int i = 0; i < proof.length; i++) {
      proof[i] ^= key[i];
    }
    String reply = client.say(base64(without + ",p=" + Base64.getEncoder().encodeToString(proof)));
    if (!reply.startsWith("334 ")) {
      return reply;
    }
    byte[] server = Password.hmac(Password.hmac(salted, "Server Key".getBytes(UTF_8)), all);
    assertEquals("v=" + Base64.getEncoder().encodeToString(server), decoded(reply));
    return client.say("");
  }

  private static String decoded(String reply) {
    assertTrue(reply.startsWith("334 "), reply);
    return new String(Base64.getDecoder().decode(reply.substring(4)), UTF_8);
  }

  @Test
  void plainTextBehindStartTlsIsNotBelieved() throws IOException {
    try (Rig rig = rig(Map.of());
        TestClient client = rig.greeted()) {
      client.send("STARTTLS\r\nMAIL FROM:<evil@x.y>\r\n");
      assertTrue(client.reply().startsWith("503 5.5.1 "));
      assertEquals("", client.rest());
    }
  }

  @Test
  void aConnectionMayBeginEncrypted() throws IOException {
    try (Rig rig = rig(Map.of("implicitTls", true));
        TestClient client = new TestClient(rig.address())) {
      client.encrypt(trusting);
      assertTrue(client.reply().startsWith("220 "));
      assertTrue(client.say("EHLO x").contains("AUTH"));
    }
  }

  @Test
  void aPasswordIsKeptHashed() {
    Password password = Password.make("x".toCharArray());
    assertTrue(Password.parse(password.text()).matches("x".toCharArray()));
    assertFalse(Password.parse(password.text()).matches("y".toCharArray()));
    assertFalse(password.toString().contains("SCRAM"));
  }
}
