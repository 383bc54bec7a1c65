package spooler.transport.lan;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import spooler.api.command.Answer;
import spooler.api.command.Call;
import spooler.api.command.CommandException;
import spooler.api.command.Screen;
import spooler.api.command.Verb;

/**
 * {@code lan}: post offices and drop folders; makes mailboxes, and releases what a spooler that is
 * gone has claimed.
 *
 * <p><b>Threads:</b> any; a command runs on its caller's.
 */
@Component(service = Verb.class)
public final class LanVerb implements Verb {
  private final List<LanInstance> offices = new CopyOnWriteArrayList<>();
  private final List<DropInstance> drops = new CopyOnWriteArrayList<>();

  /** One more post office. */
  @Reference(
      name = "office",
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC)
  void add(LanInstance office) {
    offices.add(office);
  }

  void remove(LanInstance office) {
    offices.remove(office);
  }

  /** One more drop folder. */
  @Reference(
      name = "drop",
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC)
  void add(DropInstance drop) {
    drops.add(drop);
  }

  void remove(DropInstance drop) {
    drops.remove(drop);
  }

  /** Lines for people, and what they are made of. */
  private record Said(List<String> lines, Object data) implements Answer {
    @Override
    public String text(Screen screen) {
      return String.join("\n", lines);
    }
  }

  @Override
  public String name() {
    return "lan";
  }

  @Override
  public String syntax() {
    return "[list|create|claims|release] [OFFICE] [NAME] [--yes]";
  }

  @Override
  public String summary() {
    return "post offices, their mailboxes, and drop folders; create makes mailbox NAME; claims"
        + " shows what spoolers have in hand, release gives back what spooler NAME will"
        + " never finish";
  }

  @Override
  public Answer run(Call call) throws IOException, CommandException {
    List<String> words = call.words();
    String what = call.first().orElse("list");
    int wanted =
        what.equals("create") || what.equals("release") ? 3 : what.equals("claims") ? 2 : 1;
    if (words.size() > Math.max(wanted, what.equals("list") ? 2 : wanted)) {
      throw call.wrong(what + " takes fewer words");
    }
    if (words.size() < wanted && !words.isEmpty()) {
      throw call.wrong(words.size() < 2 ? "OFFICE is missing" : "NAME is missing");
    }
    return switch (what) {
      case "create" -> create(call, desk(words.get(1)), words.get(2));
      case "claims" -> claims(desk(words.get(1)));
      case "release" -> release(call, desk(words.get(1)), words.get(2));
      default -> list(words.size() < 2 ? "" : words.get(1));
    };
  }

  private Desk desk(String office) throws CommandException {
    for (LanInstance each : offices) {
      LanTransport transport = each.transport();
      if (each.name().equals(office)) {
        if (transport == null) {
          throw new CommandException(office + " is not configured rightly: see status");
        }
        return transport.desk();
      }
    }
    throw new CommandException(
        "there is no post office \"%s\": there are %s"
            .formatted(Reason.oneLine(office), offices.stream().map(LanInstance::name).toList()));
  }

  private Answer create(Call call, Desk desk, String name) throws IOException {
    String folder;
    try {
      folder = Addressing.folder(name);
    } catch (IllegalArgumentException impossible) {
      throw call.wrong(String.valueOf(impossible.getMessage()));
    }
    desk.open();
    boolean there = desk.office().has(folder);
    desk.office().mailbox(folder).make();
    String place = desk.office().folder().resolve(folder).toString();
    String line = there ? "%s was there already.".formatted(place) : "Made %s.".formatted(place);
    return new Said(List.of(line), Map.of("mailbox", folder, "folder", place, "made", !there));
  }

  private static Answer claims(Desk desk) throws IOException {
    Map<String, Integer> counts = new ClaimedByOthers(desk.office()).counts();
    String own = desk.owner();
    List<String> lines = new ArrayList<>();
    counts.forEach(
        (spooler, count) ->
            lines.add(
                "%s  %d message%s%s"
                    .formatted(
                        spooler,
                        count,
                        count == 1 ? "" : "s",
                        spooler.equals(own) ? " (this spooler)" : "")));
    return new Said(
        lines.isEmpty() ? List.of("No spooler has any message in hand.") : lines, counts);
  }

  private static Answer release(Call call, Desk desk, String spooler)
      throws IOException, CommandException {
    ClaimedByOthers claimed = new ClaimedByOthers(desk.office());
    Integer count = claimed.counts().get(spooler);
    if (count == null) {
      throw new CommandException(
          "no spooler \"%s\" has a message in hand: see lan claims OFFICE"
              .formatted(Reason.oneLine(spooler)));
    }
    if (spooler.equals(desk.owner())) {
      throw new CommandException("that is this spooler, which takes them up itself");
    }
    if (!call.isSet("--yes")) {
      throw new CommandException(
          "would release %d messages. If that spooler runs or has handed them on, they come twice."
                  .formatted(count)
              + " Once it is gone for good, add --yes");
    }
    int released = claimed.release(spooler);
    return new Said(
        List.of("Released %d message%s.".formatted(released, released == 1 ? "" : "s")),
        Map.of("released", released));
  }

  private Answer list(String only) throws CommandException {
    if (!only.isEmpty()) {
      desk(only);
    }
    List<String> lines = new ArrayList<>();
    Map<String, Object> data = new LinkedHashMap<>();
    for (LanInstance office : sorted(offices, LanInstance::name)) {
      if (only.isEmpty() || office.name().equals(only)) {
        data.put(office.name(), describe(office, lines));
      }
    }
    for (DropInstance drop : sorted(drops, DropInstance::name)) {
      if (only.isEmpty()) {
        data.put("drop " + drop.name(), describe(drop, lines));
      }
    }
    return new Said(
        lines.isEmpty() ? List.of("No post office and no drop folder is configured.") : lines,
        data);
  }

  private static <T> List<T> sorted(List<T> all, Function<T, String> name) {
    return all.stream().sorted(Comparator.comparing(name)).toList();
  }

  private static Object describe(LanInstance office, List<String> lines) {
    LanTransport transport = office.transport();
    if (transport == null) {
      lines.add(office.name() + ": wrongly configured, see status");
      return Map.of("state", "misconfigured");
    }
    Desk desk = transport.desk();
    Map<String, Object> mailboxes = new LinkedHashMap<>();
    try {
      desk.open();
      lines.add("%s: %s".formatted(office.name(), desk.text()));
      for (String mailbox : desk.office().mailboxes()) {
        Usage usage = desk.usages().look(mailbox);
        lines.add(
            "  %-30s %6d messages, %d unread, %d KiB"
                .formatted(
                    mailbox, usage.messages(), usage.unread(), (usage.bytes() + 1023) >> 10));
        mailboxes.put(
            mailbox,
            Map.of("messages", usage.messages(), "unread", usage.unread(), "bytes", usage.bytes()));
      }
      return Map.of(
          "folder",
          desk.office().folder().toString(),
          "state",
          desk.text(),
          "mailboxes",
          mailboxes);
    } catch (IOException down) {
      String why = Reason.of(desk.office().folder(), down);
      lines.add("%s: %s".formatted(office.name(), why));
      return Map.of("folder", desk.office().folder().toString(), "state", why);
    }
  }

  private static Object describe(DropInstance drop, List<String> lines) {
    DropFolder.State state = drop.state();
    DropSettings settings = drop.settings();
    if (settings == null || state == null) {
      String why = drop.problem().isEmpty() ? "not looked at" : drop.problem();
      lines.add("drop folder %s: %s".formatted(drop.name(), why));
      return Map.of("state", why);
    }
    lines.add(
        "drop folder %s: %s: %d waiting, %d taken, %d failed%s%s"
            .formatted(
                drop.name(),
                settings.folder(),
                state.waiting(),
                state.taken(),
                state.failed(),
                state.trouble().isEmpty() ? "" : "; " + state.trouble(),
                state.lastFailed().isEmpty() ? "" : "; last failed: " + state.lastFailed()));
    return Map.of(
        "folder", settings.folder().toString(),
        "trouble", state.trouble(),
        "waiting", state.waiting(),
        "taken", state.taken(),
        "failed", state.failed(),
        "lastFailed", state.lastFailed());
  }
}
