package spooler.transport.modem.uucp.spool;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import spooler.transport.modem.uucp.mail.BadRequestException;
import spooler.transport.modem.uucp.mail.ExecuteFile;
import spooler.transport.modem.uucp.mail.RemoteCommand;

/**
 * What is kept of one far system. Its folders: {@code partial} for broken transfers, {@code files}
 * for data files whose execute file has not come, {@code jobs} for complete requests, {@code seen}
 * for the names of what was received, {@code bad} for what could not be used, {@code out} for what
 * is being sent.
 *
 * <p><b>Threads:</b> any; {@code this} guards what makes a job of files. <br>
 * <b>Durability:</b> a file is confirmed to the far side after its content, the job made of it and
 * the record of its name are forced, in this order. After a crash between two of them the file is
 * sent again, and known by the job's origin.
 */
public final class PeerSpool {
  private static final Duration NOTES_KEPT = Duration.ofDays(30);

  private final Path folder;
  private final Path partial;
  private final Path files;
  private final Path jobs;
  private final Path bad;
  private final Path out;
  private final Receptions receptions;
  private final Supplier<String> numbers;

  PeerSpool(Path folder, Supplier<String> numbers) throws IOException {
    this.folder = folder;
    partial = folder.resolve("partial");
    files = folder.resolve("files");
    jobs = folder.resolve("jobs");
    bad = folder.resolve("bad");
    out = folder.resolve("out");
    this.numbers = numbers;
    for (Path each : List.of(folder, partial, files, jobs, bad, out)) {
      Durable.folder(each);
    }
    receptions = new Receptions(folder.resolve("seen"));
    recover();
  }

  private void recover() throws IOException {
    for (Path data : list(jobs)) {
      String name = data.getFileName().toString();
      String number = name.replaceFirst("\\..*", "");
      if (!Files.exists(Job.file(jobs, number)) || name.endsWith(".tmp")) {
        Files.deleteIfExists(data); // its request was never complete
      }
    }
    for (Path file : list(files)) {
      if (file.getFileName().toString().startsWith("X.")) {
        assemble(file);
      }
    }
    for (Path unsent : list(out)) {
      Instant written = Files.getLastModifiedTime(unsent).toInstant();
      boolean note = unsent.toString().matches(".*\\.(there|began)");
      if (!note || written.isBefore(Instant.now().minus(NOTES_KEPT))) {
        Files.deleteIfExists(unsent);
      }
    }
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.sorted().toList();
    }
  }

  /** Whether this very file was received, but perhaps without the far side's hearing of it. */
  public boolean hasReceived(FileRequest request) {
    return receptions.isInDoubt(request.key());
  }

  /** The far side has heard that the file was received. */
  public void confirmed(FileRequest request) throws IOException {
    receptions.confirmed(request.key());
  }

  /**
   * Begins to receive a file, or goes on with one that broke off.
   *
   * @param goOn whether the far side can leave out what is there already
   */
  public IncomingFile begin(FileRequest request, boolean goOn) throws IOException {
    Path part = partial.resolve(request.key());
    return IncomingFile.open(request, part, goOn && request.isRestartable());
  }

  /**
   * A file is complete: it is made safe, and a job of it if it has all that it needs. When this
   * returns it may be confirmed.
   *
   * @return whether it was news; false for one that was received before
   * @throws BadRequestException when it cannot be used; it is put aside
   */
  public synchronized boolean complete(IncomingFile file, boolean unixNewlines) throws IOException {
    FileRequest request = file.request();
    Path part = file.complete();
    String digest = digest(part);
    if (receptions.isReplay(request.key(), digest)) {
      Files.delete(part);
      return false;
    }
    if (request.command() == 'E') {
      String number = numbers.get();
      Durable.move(part, Job.data(jobs, number));
      write(number, request.execute(), request.user(), request.key(), unixNewlines);
    } else {
      Path there = files.resolve(request.to());
      Durable.move(part, there);
      if (request.isExecuteFile()) {
        checked(there);
      }
      assembleAll();
    }
    receptions.received(request.key(), digest);
    return true;
  }

  private void write(String number, String command, String user, String origin, boolean unix)
      throws IOException {
    String oneLine = user.replaceAll("\\s", "?");
    new Job(number, command, oneLine, origin, unix, Job.data(jobs, number)).write(jobs);
  }

  private ExecuteFile checked(Path file) throws IOException {
    try {
      ExecuteFile execute = ExecuteFile.read(file);
      RemoteCommand.parse(execute.command());
      if (!execute.input().matches("D\\.[A-Za-z0-9._+=,@-]{1,64}")) {
        throw new BadRequestException("execute file whose input is no data file of the spool");
      }
      return execute;
    } catch (BadRequestException useless) {
      putAside(file);
      throw useless;
    }
  }

  private void assembleAll() throws IOException {
    for (Path file : list(files)) {
      if (file.getFileName().toString().startsWith("X.")) {
        assemble(file);
      }
    }
  }

  /** Makes a job of an execute file, if its data file is there. */
  private void assemble(Path file) throws IOException {
    ExecuteFile execute = checked(file);
    Path data = files.resolve(execute.input());
    String origin = file.getFileName() + " " + digest(file);
    if (isJob(origin)) {
      Durable.delete(data); // a crash came before this
      Durable.delete(file);
    } else if (Files.exists(data)) {
      String number = numbers.get();
      Files.createLink(Job.data(jobs, number), data);
      Durable.force(jobs);
      write(number, execute.command(), execute.user(), origin, true);
      Durable.delete(data);
      Durable.delete(file);
    }
  }

  private boolean isJob(String origin) throws IOException {
    for (String number : jobs()) {
      if (Job.read(jobs, number).origin().equals(origin)) {
        return true;
      }
    }
    return false;
  }

  private void putAside(Path file) throws IOException {
    Durable.move(file, bad.resolve(numbers.get() + "-" + file.getFileName()));
  }

  /** Numbers of the complete requests, oldest first. */
  synchronized List<String> jobs() throws IOException {
    List<String> numbers = new ArrayList<>();
    for (Path file : list(jobs)) {
      String name = file.getFileName().toString();
      if (name.endsWith(Job.SUFFIX)) {
        numbers.add(name.substring(0, name.length() - Job.SUFFIX.length()));
      }
    }
    return numbers;
  }

  Job job(String number) throws IOException {
    return Job.read(jobs, number);
  }

  /** How many messages of a job were handed in. */
  int progress(String number) throws IOException {
    Path file = jobs.resolve(number + ".done");
    return Files.exists(file) ? Integer.parseInt(Files.readString(file)) : 0;
  }

  /** So many messages of a job were handed in. */
  void progress(String number, int count) throws IOException {
    Durable.write(jobs.resolve(number + ".done"), String.valueOf(count));
  }

  /** All of a job was handed in. */
  synchronized void finished(String number) throws IOException {
    Durable.delete(Job.file(jobs, number)); // from here on it is none
    for (String suffix : List.of(".data", ".plain", ".done")) {
      Files.deleteIfExists(jobs.resolve(number + suffix));
    }
  }

  /** A job cannot be used: it is kept where somebody can look at it. */
  synchronized void spoilt(String number) throws IOException {
    Files.deleteIfExists(bad.resolve(number + ".data"));
    Files.createLink(bad.resolve(number + ".data"), Job.data(jobs, number));
    Files.copy(Job.file(jobs, number), bad.resolve(number + Job.SUFFIX));
    Durable.force(bad);
    finished(number);
  }

  /** Where the unpacked form of a job's data goes. */
  Path plain(String number) {
    return jobs.resolve(number + ".plain");
  }

  /** Where a file that is to be sent is prepared. */
  public Path outgoing(String name) {
    return out.resolve(name);
  }

  /** Whether the far side has this data file already, and only its execute file is missing. */
  public boolean isThere(String name) {
    return Files.exists(there(name));
  }

  /** The far side has confirmed a data file. */
  public void setThere(String name) throws IOException {
    Durable.write(there(name), "");
  }

  /** When sending something of this name was first tried: now, or in an earlier call. */
  public Instant began(String name) throws IOException {
    Path note = out.resolve(name + ".began");
    if (!Files.exists(note)) {
      Durable.write(note, Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    }
    return Instant.parse(Files.readString(note));
  }

  /** Number of the last call; 0 for none. */
  int lastCall() throws IOException {
    Path file = folder.resolve("sequence");
    return Files.exists(file) ? Integer.parseInt(Files.readString(file).strip()) : 0;
  }

  void setLastCall(int number) throws IOException {
    Durable.write(folder.resolve("sequence"), String.valueOf(number));
  }

  /** Nothing of this name has to be sent any more. */
  public void sent(String name) throws IOException {
    Files.deleteIfExists(there("D." + name));
    Files.deleteIfExists(out.resolve(name + ".began"));
  }

  private Path there(String name) {
    return out.resolve(name + ".there");
  }

  private static String digest(Path file) throws IOException {
    MessageDigest sha = FileRequest.Digests.sha256();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), sha)) {
      in.transferTo(java.io.OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(sha.digest());
  }
}
