package spooler.shell;

import static org.osgi.service.component.annotations.ReferenceCardinality.MULTIPLE;
import static org.osgi.service.component.annotations.ReferencePolicy.DYNAMIC;

import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSessionListener;
import org.apache.felix.service.command.Function;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import spooler.api.command.Verb;

/**
 * Puts every command into the Felix shell, in the scope {@code spool}, for as long as it is there.
 *
 * <p><b>Threads:</b> any; the registrations are in a concurrent map, and no lock is held.
 */
@Component(
    service = {},
    immediate = true)
public final class GogoVerbs {
  /** The scope. */
  static final String SCOPE = "spool";

  /** Has the shell complete all commands, in {@code etc/gosh_profile}. */
  private static final String SETUP = "completions";

  /** Whether standard error is a terminal. */
  private static final String LOG_AT_TERMINAL = "spooler.terminal.log";

  private final BundleContext context;
  private final GogoLog log;
  private final Map<Verb, ServiceRegistration<Function>> registrations = new ConcurrentHashMap<>();

  /** Puts them into this framework's shell. */
  @Activate
  public GogoVerbs(
      BundleContext context,
      @Reference(name = "verbs") Verbs verbs,
      @Reference(name = "completion") Completion completion) {
    this.context = context;
    this.log = new GogoLog("true".equals(context.getProperty(LOG_AT_TERMINAL)));
    verbs.ofShell().forEach(verb -> bindVerb(verb, Map.of()));
    register(SETUP, (shell, arguments) -> GogoCompletion.setUp(shell, verbs.all()), Map.of());
    register(GogoCompletion.NAME, new GogoCompletion(completion), Map.of());
    context.registerService(CommandSessionListener.class, log, null);
  }

  @Deactivate
  void stop() {
    log.close();
  }

  /** A command has come. */
  @Reference(name = "verb", cardinality = MULTIPLE, policy = DYNAMIC)
  void bindVerb(Verb verb, Map<String, Object> properties) {
    registrations.put(verb, register(verb.name(), new GogoVerb(verb), properties));
  }

  /** A command has gone. */
  void unbindVerb(Verb verb) {
    ServiceRegistration<Function> registration = registrations.remove(verb);
    if (registration != null) {
      registration.unregister();
    }
  }

  @SuppressWarnings("JdkObsolete") // what the framework wants
  private ServiceRegistration<Function> register(
      String name, Function function, Map<String, Object> properties) {
    Dictionary<String, Object> own = new Hashtable<>();
    own.put(CommandProcessor.COMMAND_SCOPE, SCOPE);
    own.put(CommandProcessor.COMMAND_FUNCTION, name);
    Object ranking = properties.get(Constants.SERVICE_RANKING);
    if (ranking != null) {
      own.put(Constants.SERVICE_RANKING, ranking);
    }
    return context.registerService(Function.class, function, own);
  }
}
