package spooler.shell;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import spooler.api.deploy.Deployments;

/** Bundles of which one, {@code transport.smtp}, has had a version that worked. */
final class ScriptedDeployments implements Deployments {
  @Override
  public List<Refused> refused() {
    return List.of();
  }

  @Override
  public List<Trouble> troubles() {
    return List.of();
  }

  @Override
  public Map<String, String> restorable() {
    return Map.of("transport.smtp", "1.0.0");
  }

  @Override
  public String restore(String bundle) throws IOException {
    if (!restorable().containsKey(bundle)) {
      throw new IOException("no bundle of a transport is named " + bundle + ", and none was");
    }
    return bundle + " 1.0.0 is back in place of " + bundle + " 2.0.0";
  }
}
