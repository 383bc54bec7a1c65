package spooler.transport.modem.uucp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a hostile far side asks for: names, commands and files that it may not have. */
@SuppressWarnings("NullAway.Init") // JUnit and each test do
class HostileRequestTest extends HostileCaller {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "S D.x /etc/passwd eve -C D.x 0600 \"\" 0x1",
        "S D.x ../../../outside eve -C D.x 0600 \"\" 0x1",
        "S D.x D../../outside eve -C D.x 0600 \"\" 0x1",
        "S D.x ~/outside eve -C D.x 0600 \"\" 0x1",
        "S D.x C.command eve -C D.x 0600 \"\" 0x1",
        "S D.x D.\\057outside eve -Cq D.x 0600 \"\" 0x1"
      })
  void aNameThatLeavesTheSpoolIsRefusedAndLogged(String command) throws Exception {
    call(0);

    assertEquals("SN2", ask(command));

    end(); // of a file that was on its way
    hangUp();
    assertEquals(List.of(), filesOutside());
    assertEquals(1, rig.refused.size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sh -c id",
        "/bin/rmail bob@example.org",
        "rmail bob@example.org;id",
        "rmail |sh",
        "rmail -f/etc/passwd",
        "rmail $(id)",
        "rmail",
        "uux x!y"
      })
  void aCommandThatIsNotAllowedIsRefusedAndLogged(String execute) throws Exception {
    call(0);

    assertEquals("EN2", ask("E D.x D.x eve -C D.x 0600 \"\" 0x1 " + execute));

    end();
    hangUp();
    assertEquals(List.of(), rig.received());
    assertEquals(1, rig.refused.size());
  }

  @ParameterizedTest
  @CsvSource({"R /etc/passwd D.y eve -,RN2", "X x!* y!z eve -,XN"})
  void nothingIsGivenAway(String command, String refusal) throws Exception {
    call(0);

    assertEquals(refusal, ask(command));

    hangUp();
    assertEquals(1, rig.refused.size());
  }

  @Test
  void garbledCommandsEndTheCall() throws Exception {
    call(0);
    packets.command("?!", 1, 0);

    assertEquals("CLOSE", answer());

    assertThrows(ExecutionException.class, answered::get);
    assertTrue(rig.over().contains("garbled command \"?!\""));
  }

  @Test
  void aCommandWithoutAnEndEndsTheCall() throws Exception {
    call(0);
    assertThrows(
        IOException.class,
        () -> {
          while (true) { // until it hangs up
            packets.send("x".repeat(1_000).getBytes(ISO_8859_1), 0, 1_000, 1, 0, 0);
            while (!packets.maySend()) {
              hear();
            }
          }
        });
    assertThrows(ExecutionException.class, answered::get);
    assertTrue(rig.over().contains("a command of more than"), rig.over());
  }

  @Test
  void aSystemThatIsNotKnownIsToldSo() throws Exception {
    Future<UucpCall> refused =
        rig.meanwhile(
            () ->
                UucpCall.answer(
                    SocketLine.of(server.accept()),
                    Rig.NAME,
                    Rig.LIMIT,
                    name -> {
                      throw new UucpRefusedException(
                          UucpRefusedException.Reason.UNKNOWN_SYSTEM, name + " is not known");
                    },
                    rig.spool,
                    rig));
    socket = new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort());
    assertEquals("\020Shere=spool", message());
    say("\020Smallory\0");

    assertEquals("\020RYou are unknown to me", message());
    assertThrows(ExecutionException.class, refused::get);
  }
}
