package spooler.config;

import java.util.regex.Pattern;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * The command {@code scr:info} of the Felix shell, before that of the component runtime, which
 * prints every property of a component, private ones too: here their values are left out.
 *
 * <p><b>Threads:</b> any.
 */
@Component(
    service = ComponentInfo.class,
    property = {
      "osgi.command.scope=scr",
      "osgi.command.function=info",
      "service.ranking:Integer=1000"
    })
public final class ComponentInfo {
  private static final String ORIGINAL = "(&(osgi.command.scope=scr)(osgi.command.function=list))";
  private static final Pattern PRIVATE = Pattern.compile("(?m)^(\\s*\\.[^\\n=]* = ).+$");
  private static final int INSPECT = 0;

  private final BundleContext context;

  /** Asks the component runtime of this framework. */
  @Activate
  public ComponentInfo(BundleContext context) {
    this.context = context;
  }

  /** {@code scr:info}: a component by its name, or one configuration of it by its id. */
  public String info(String component) throws ReflectiveOperationException, InvalidSyntaxException {
    ServiceReference<?>[] originals = context.getServiceReferences((String) null, ORIGINAL);
    if (originals == null) {
      throw new IllegalStateException("there is no component runtime to ask");
    }
    Object original = context.getService(originals[0]);
    Object found =
        component.matches("[0-9]+")
            ? original
                .getClass()
                .getMethod("info", long.class)
                .invoke(original, Long.parseLong(component))
            : original.getClass().getMethod("info", String.class).invoke(original, component);
    Object text =
        original
            .getClass()
            .getMethod("format", Object.class, int.class)
            .invoke(original, found, INSPECT);
    return hidden(String.valueOf(text));
  }

  /** The text with the values of private properties left out. */
  static String hidden(String text) {
    return PRIVATE.matcher(text).replaceAll("$1***");
  }
}
