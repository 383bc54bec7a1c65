package spooler.shell;

import java.io.IOException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import spooler.api.command.Answer;
import spooler.api.command.Call;
import spooler.api.command.CommandException;
import spooler.api.command.Verb;
import spooler.api.deploy.Deployments;

/** {@code restore}: puts the last version of a transport's bundle back that worked. */
@Component(service = Verb.class)
public final class RestoreVerb implements Verb {
  private final Deployments deployments;

  /** The command over these bundles. */
  @Activate
  public RestoreVerb(@Reference(name = "deployments") Deployments deployments) {
    this.deployments = deployments;
  }

  @Override
  public String name() {
    return "restore";
  }

  @Override
  public String syntax() {
    return "BUNDLE";
  }

  @Override
  public String summary() {
    return "puts the last version of a transport's bundle back that worked";
  }

  @Override
  public Answer run(Call call) throws CommandException {
    try {
      return Lines.of(deployments.restore(call.words().get(0)));
    } catch (IOException not) {
      throw new CommandException(String.valueOf(not.getMessage()));
    }
  }
}
