package spooler.itest;

import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.junit.PaxExam;
import spooler.api.Address;
import spooler.api.Envelope;
import spooler.api.Recipient;

/** A post office and a drop folder, used by the shipped bundles and by the programs beside them. */
@RunWith(PaxExam.class)
public class LanIT extends FrameworkTest {
  private static final String ASKING =
      """
      From: ann@office.example
      To: bob@office.example
      Message-ID: <lunch@office.example>
      Subject: lunch
      Disposition-Notification-To: ann@office.example

      at noon
      """
          .replace("\n", "\r\n");

  private Path post;
  private Path drop;

  @Before
  public void openAPostOfficeAndADropFolder() throws Exception {
    post = folder.resolve("post");
    drop = folder.resolve("drop");
    configurations.set("inbox.maildir", Map.of("directory", folder.resolve("mail").toString()));
    configurations.set("transport.lan.receipts", Map.of("lookSeconds", 1));
    lan("transport.lan", "office", post, "domains", "office.example", "fetch", "carol");
    lan("transport.lan.drop", "in", drop, "settleSeconds", 0);
    install(Jars.of("inbox.maildir")).start();
    install(Jars.of("transport.lan")).start();
    client.awaitReady("office");
  }

  private void lan(String factory, String name, Path place, Object... more) throws IOException {
    Map<String, Object> all = new HashMap<>();
    all.put("folder", place.toString());
    all.put("create", true);
    all.put("stateFolder", folder.resolve("state").toString());
    all.put("pollSeconds", 1);
    for (int i = 0; i < more.length; i += 2) {
      all.put(more[i].toString(), more[i + 1]);
    }
    if (factory.equals("transport.lan")) {
      all.put("mailboxes", "ann, bob, carol");
    }
    configurations.instance(factory, name, all);
  }

  @Test
  public void aSenderWhoAsksForItIsToldOfTheDeliveryAndOfTheReading() throws Exception {
    client.submit(
        Envelope.from(Address.smtp("ann@office.example"))
            .to(Recipient.to("bob@office.example"))
            .deliveryReport(true)
            .build(),
        ASKING.getBytes(StandardCharsets.UTF_8));
    client.sendNow();
    Eventually.equals("delivered", 1, () -> files(post.resolve("bob/new")).size());
    Path message = files(post.resolve("bob/new")).get(0);
    assertTrue(Files.readString(message).contains("\nat noon"));
    Eventually.equals("told of the delivery", 1, () -> files(post.resolve("ann/new")).size());
    String report = Files.readString(files(post.resolve("ann/new")).get(0));
    assertTrue(report, report.contains("Action: delivered"));
    assertTrue(report, report.contains("report-type=delivery-status"));

    Files.move(message, post.resolve("bob/cur/" + message.getFileName() + ":2,S")); // it is read

    Eventually.equals("told of the reading", 2, () -> files(post.resolve("ann/new")).size());
    String receipt = "";
    for (Path file : files(post.resolve("ann/new"))) {
      String text = Files.readString(file);
      receipt = text.contains("disposition-notification") ? text : receipt;
    }
    assertTrue(receipt, receipt.contains("Original-Message-ID: <lunch@office.example>"));
    assertTrue(receipt, receipt.contains("; displayed"));
    Eventually.equals("messages waiting", 0L, client::waiting);
  }

  @Test
  public void whatProgramsPutThereIsFetchedOrSentOrRefusedWithTheReason() throws Exception {
    Eventually.holds("the mailbox is there", () -> Files.isDirectory(post.resolve("carol/new")));
    put(post.resolve("carol/new/1.2.other"), ASKING.replace("noon", "ten"));
    Path inbox = folder.resolve("mail");
    Eventually.equals("fetched", 1, () -> messagesBelow(inbox).size());
    assertTrue(Files.readString(messagesBelow(inbox).get(0)).contains("at ten"));
    Eventually.equals("taken out", 0, () -> files(post.resolve("carol/new")).size());

    Eventually.holds("the drop folder is there", () -> Files.isDirectory(drop.resolve("done")));
    put(drop.resolve("good.eml"), ASKING);
    put(drop.resolve("bad.eml"), "From: ann@office.example\r\n\r\nto nobody\r\n");
    Files.createDirectory(drop.resolve("folder.eml"));
    Eventually.holds("sent", () -> Files.exists(drop.resolve("done/good.eml")));
    Eventually.equals("delivered", 1, () -> files(post.resolve("bob/new")).size());
    Eventually.holds("refused", () -> Files.exists(drop.resolve("failed/bad.reason")));
    Eventually.holds("refused", () -> Files.exists(drop.resolve("failed/folder.reason")));
    assertTrue(Files.exists(drop.resolve("failed/bad.eml")));
    String row = client.row("office").orElseThrow().statusString();
    assertTrue(row, row.contains("3 mailboxes"));
  }

  /** As a well-behaved program does: written beside, then renamed. */
  private void put(Path file, String text) throws IOException {
    Path aside = Files.writeString(folder.resolve("aside"), text, StandardCharsets.UTF_8);
    Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static List<Path> files(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    }
  }

  /** In all its mailboxes. */
  private static List<Path> messagesBelow(Path inbox) throws IOException {
    List<Path> messages = new ArrayList<>();
    for (Path mailbox : files(inbox)) {
      messages.addAll(files(mailbox.resolve("new")));
    }
    return messages;
  }
}
