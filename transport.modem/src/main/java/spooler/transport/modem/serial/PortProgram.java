package spooler.transport.modem.serial;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;

/**
 * Starts {@link PortProcess} with the Java that runs here. What it needs is unpacked into a folder
 * of the bundle's own, where also the serial library puts its native code.
 *
 * <p><b>Threads:</b> any; unpacking is guarded by {@code this}.
 */
public final class PortProgram {
  private static final String LIBRARY = "/lib/jSerialComm.jar";

  private final Path folder;
  private @Nullable String classPath; // guarded by this

  /** Unpacks into that folder, at the first start. */
  public PortProgram(Path folder) {
    this.folder = folder;
  }

  /** Starts it on a device. */
  public Process start(String device, int speed, boolean rtsCts) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx32m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:-CreateCoredumpOnCrash",
            "-XX:ErrorFile=" + folder.resolve("fault.log"),
            "-Djava.io.tmpdir=" + folder,
            "-Duser.home=" + folder,
            "-cp",
            classPath(),
            PortProcess.class.getName(),
            device,
            Integer.toString(speed),
            Boolean.toString(rtsCts))
        .start();
  }

  private synchronized String classPath() throws IOException {
    if (classPath == null) {
      Files.createDirectories(folder);
      classPath = unpacked();
    }
    return classPath;
  }

  private String unpacked() throws IOException {
    try (InputStream library = PortProgram.class.getResourceAsStream(LIBRARY)) {
      if (library == null) { // not in a bundle: the program has it on its own class path
        return System.getProperty("java.class.path");
      }
      Path serial = folder.resolve("jSerialComm.jar");
      Files.copy(library, serial, StandardCopyOption.REPLACE_EXISTING);
      return serial + File.pathSeparator + packed();
    }
  }

  private Path packed() throws IOException {
    Path jar = folder.resolve("port.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (Class<?> one : List.of(PortProcess.class, Frames.class, Frames.Frame.class)) {
        String name = one.getName().replace('.', '/') + ".class";
        out.putNextEntry(new ZipEntry(name));
        try (InputStream code = PortProgram.class.getResourceAsStream("/" + name)) {
          if (code == null) {
            throw new IOException("the bundle lacks " + name);
          }
          code.transferTo(out);
        }
        out.closeEntry();
      }
    }
    return jar;
  }
}
