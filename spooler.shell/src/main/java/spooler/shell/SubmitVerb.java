package spooler.shell;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import spooler.api.Address;
import spooler.api.Session;
import spooler.api.Spooler;
import spooler.api.Submission;
import spooler.api.command.Answer;
import spooler.api.command.Call;
import spooler.api.command.CommandException;
import spooler.api.command.Screen;
import spooler.api.command.Verb;
import spooler.api.mapi.MapiException;

/** {@code submit}: hands a message over. */
@Component(service = Verb.class)
public final class SubmitVerb extends SessionVerb {
  private static final String STANDARD_INPUT = "-";

  /** The command over this spooler. */
  @Activate
  public SubmitVerb(@Reference(name = "spooler") Spooler spooler) {
    super(
        spooler,
        "submit",
        "FILE [--from ADDRESS] [--to ADDRESS]...",
        "hand a message file (RFC 5322) over, or with - the standard input; once accepted it"
            + " survives power loss");
  }

  /** What was accepted. */
  record Accepted(Submission submission) implements Answer {
    @Override
    public String text(Screen screen) {
      return "Accepted %s, %s.".formatted(submission.id(), Amounts.size(submission.size()));
    }

    @Override
    public Object data() {
      return Map.of(
          "id", submission.id(), "size", submission.size(), "accepted", submission.accepted());
    }
  }

  @Override
  Answer run(Call call, Session session) throws MapiException, CommandException, IOException {
    List<Address> from = call.one("--from").map(text -> address(call, text)).stream().toList();
    List<Address> to = call.all("--to").stream().map(text -> address(call, text)).toList();
    String file = call.words().get(0);
    boolean standardInput = file.equals(STANDARD_INPUT);
    try (InputStream in = standardInput ? call.console().in() : call.console().open(file)) {
      MailFile mail = MailFile.read(standardInput ? "standard input" : file, in);
      return new Accepted(session.submit(mail.message(from, to)));
    }
  }

  private static Address address(Call call, String text) {
    try {
      return Address.parse(text);
    } catch (IllegalArgumentException none) {
      throw call.wrong(OneLine.of(none));
    }
  }
}
