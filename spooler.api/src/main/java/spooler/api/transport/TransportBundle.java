package spooler.api.transport;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.annotation.bundle.Attribute;
import org.osgi.annotation.bundle.Capability;

/**
 * Says in the manifest what a transport can do, before the bundle is started: a capability in
 * namespace {@code spooler.transport} that tools and the resolver can read. It repeats what the
 * service properties say.
 */
@Capability(namespace = TransportProvider.NAMESPACE)
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.CLASS)
public @interface TransportBundle {
  /** The kind of transport, such as {@code smtp}. */
  @Attribute
  String type();

  /** Names of the {@link spooler.api.mapi.ResourceMethod}s it supports. */
  @Attribute
  String[] methods();

  /** Address types it carries. */
  @Attribute("address.types")
  String[] addressTypes();

  /** Whether it honours FLUSH_NO_UI. */
  @Attribute("honours.no.ui")
  boolean honoursNoUi() default true;
}
