package spooler.shell;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import spooler.api.command.Answer;
import spooler.api.command.Call;
import spooler.api.command.Verb;

/**
 * {@code completion bash|zsh}: a script that has the operating system's shell complete these
 * commands. Commands and flags stand in it; what there is at the moment it asks the spooler for, if
 * one runs.
 */
final class CompletionVerb implements Verb {
  private final Supplier<List<Verb>> verbs;

  CompletionVerb(Supplier<List<Verb>> verbs) {
    this.verbs = verbs;
  }

  @Override
  public String name() {
    return "completion";
  }

  @Override
  public String syntax() {
    return "bash|zsh";
  }

  @Override
  public String summary() {
    return "print what has that shell complete these commands: source it in its start file";
  }

  @Override
  public Answer run(Call call) throws IOException {
    String template = "completion." + call.words().get(0);
    try (InputStream in =
        Objects.requireNonNull(CompletionVerb.class.getResourceAsStream(template), template)) {
      String script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Lines.of(
          script.replace("@VERBS@", names()).replace("@FLAGS@", flags()).stripTrailing());
    }
  }

  private String names() {
    return verbs.get().stream().map(Verb::name).collect(Collectors.joining(" "));
  }

  /** A branch of a {@code case} for each command. */
  private String flags() {
    return verbs.get().stream()
        .map(
            verb ->
                "    %s) flags='%s' ;;"
                    .formatted(verb.name(), String.join(" ", Syntax.of(verb).flags().keySet())))
        .collect(Collectors.joining("\n"));
  }
}
