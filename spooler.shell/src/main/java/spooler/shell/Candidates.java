package spooler.shell;

import static org.osgi.service.component.annotations.ReferenceCardinality.OPTIONAL;
import static org.osgi.service.component.annotations.ReferencePolicy.DYNAMIC;
import static org.osgi.service.component.annotations.ReferencePolicyOption.GREEDY;
import static spooler.api.status.Restriction.property;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import spooler.api.QueueEntry;
import spooler.api.Session;
import spooler.api.Spooler;
import spooler.api.deploy.Deployments;
import spooler.api.mapi.MapiException;
import spooler.api.mapi.PropertyTag;
import spooler.api.mapi.ResourceType;
import spooler.api.status.StatusRow;
import spooler.api.status.StatusTable;

/** What there is now that a command may name. Any thread; nothing where the spooler is not up. */
@Component(service = Candidates.class)
public final class Candidates {
  /** Few enough to look through; who has more types a filter. */
  private static final int MOST = 200;

  private volatile @Nullable Spooler spooler;
  private volatile @Nullable Deployments deployments;

  /** The spooler has come. */
  @Reference(name = "spooler", cardinality = OPTIONAL, policy = DYNAMIC, policyOption = GREEDY)
  void bindSpooler(Spooler came) {
    spooler = came;
  }

  /** The spooler has gone. */
  void unbindSpooler(Spooler gone) {
    if (spooler == gone) {
      spooler = null;
    }
  }

  /** What looks after bundles has come. */
  @Reference(name = "deployments", cardinality = OPTIONAL, policy = DYNAMIC, policyOption = GREEDY)
  void bindDeployments(Deployments came) {
    deployments = came;
  }

  /** It has gone. */
  void unbindDeployments(Deployments gone) {
    if (deployments == gone) {
      deployments = null;
    }
  }

  /** The bundles of which an earlier version can be put back. */
  List<String> bundles() {
    Deployments now = deployments;
    try {
      return now == null ? List.of() : List.copyOf(now.restorable().keySet());
    } catch (IOException unreadable) {
      return List.of(); // the command itself says why
    }
  }

  List<String> transports() {
    return look(
        session -> {
          try (StatusTable table = session.statusTable()) {
            return table
                .queryAllRows(
                    property(PropertyTag.RESOURCE_TYPE).is(ResourceType.TRANSPORT_PROVIDER))
                .stream()
                .map(StatusRow::displayName)
                .toList();
          }
        });
  }

  List<String> ids() {
    return look(session -> queue(session).stream().map(entry -> entry.id().toString()).toList());
  }

  /** The domains of Internet mail that waits, and the addresses of everything else. */
  List<String> destinations() {
    return look(
        session ->
            queue(session).stream()
                .flatMap(entry -> entry.recipients().stream())
                .map(waiting -> Destination.of(waiting.recipient().address()))
                .distinct()
                .sorted()
                .toList());
  }

  List<String> flushes() {
    return look(session -> session.flushes().stream().map(one -> one.id().toString()).toList());
  }

  List<String> questions() {
    return look(session -> session.questions().stream().map(q -> Long.toString(q.id())).toList());
  }

  private static List<QueueEntry> queue(Session session) throws MapiException {
    return session.queue().list(null, MOST);
  }

  /** A look into the spooler. */
  @FunctionalInterface
  private interface Look {
    List<String> at(Session session) throws MapiException;
  }

  private List<String> look(Look look) {
    Spooler now = spooler;
    if (now == null) {
      return List.of();
    }
    try (Session session = now.logon(Set.of())) {
      return look.at(session);
    } catch (MapiException goneMeanwhile) {
      return List.of();
    }
  }
}
