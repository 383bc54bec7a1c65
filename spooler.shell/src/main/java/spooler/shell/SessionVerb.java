package spooler.shell;

import java.util.Set;
import spooler.api.Session;
import spooler.api.Spooler;
import spooler.api.command.Answer;
import spooler.api.command.Call;
import spooler.api.command.Verb;

/** A command that asks the spooler, in a session of its own. */
abstract class SessionVerb implements Verb {
  private final Spooler spooler;
  private final String name;
  private final String syntax;
  private final String summary;

  SessionVerb(Spooler spooler, String name, String syntax, String summary) {
    this.spooler = spooler;
    this.name = name;
    this.syntax = syntax;
    this.summary = summary;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final String syntax() {
    return syntax;
  }

  @Override
  public final String summary() {
    return summary;
  }

  @Override
  public final Answer run(Call call) throws Exception {
    try (Session session = spooler.logon(Set.of())) {
      return run(call, session);
    }
  }

  /** Does it. */
  abstract Answer run(Call call, Session session) throws Exception;
}
