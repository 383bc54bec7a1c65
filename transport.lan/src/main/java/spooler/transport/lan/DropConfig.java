package spooler.transport.lan;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of one drop folder. */
@ObjectClassDefinition(
    name = "Drop folder",
    description = "Messages that any program puts there as files are sent; one per folder")
public @interface DropConfig {
  /** Key {@code folder}. */
  @AttributeDefinition(
      name = "Folder",
      description = "Where programs put messages; a relative one begins at spooler.home")
  String folder() default "";

  /** Key {@code create}. */
  @AttributeDefinition(
      name = "Create",
      description =
          "true: make the folder where it is missing. Leave it false for a share, which may only"
              + " not be mounted")
  boolean create() default false;

  /** Key {@code settleSeconds}. */
  @AttributeDefinition(
      name = "Settle time",
      description =
          "Seconds in which a file must not have changed before it is taken, 0 to 3600. 0 only"
              + " where every program renames its files into place")
  int settleSeconds() default 3;

  /** Key {@code pollSeconds}. */
  @AttributeDefinition(name = "Seconds between two looks", description = "1 to 86400")
  int pollSeconds() default 1;

  /** Key {@code maxMessageMiB}. */
  @AttributeDefinition(name = "Largest message", description = "MiB, 1 to 1048576")
  int maxMessageMiB() default 100;

  /** Key {@code keepDone}. */
  @AttributeDefinition(
      name = "Keep what is done",
      description = "true: what was taken goes to done; false: it is deleted")
  boolean keepDone() default true;

  /** Key {@code stateFolder}. */
  @AttributeDefinition(
      name = "Folder of its own",
      description = "On a local disk; a relative one begins at spooler.home")
  String stateFolder() default "var/lan";
}
