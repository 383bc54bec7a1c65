package spooler.launcher.channel;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What a client says first.
 *
 * @param secret what only the owner of the home can know; empty over a Unix-domain socket
 * @param folder where relative names of files begin
 * @param width columns of its terminal; 0 where the answer does not go to one
 * @param colours whether they are wanted
 * @param terminal whether a person is at it
 * @param words the command and its arguments
 */
record Greeting(
    String secret,
    String folder,
    int width,
    boolean colours,
    boolean terminal,
    List<String> words) {
  private static final int MAGIC = 0x53504C31; // SPL1

  /** Copies the list. */
  Greeting {
    words = List.copyOf(words);
  }

  Frame frame() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(MAGIC);
    write(out, secret);
    write(out, folder);
    out.writeInt(width);
    out.writeBoolean(colours);
    out.writeBoolean(terminal);
    out.writeInt(words.size());
    for (String word : words) {
      write(out, word);
    }
    return new Frame(Frame.Kind.GREETING, bytes.toByteArray());
  }

  /**
   * Reads one.
   *
   * @throws IOException when it is none
   */
  static Greeting of(Frame frame) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(frame.content()));
    if (frame.kind() != Frame.Kind.GREETING || in.readInt() != MAGIC) {
      throw new IOException("that is no greeting");
    }
    String secret = read(in);
    String folder = read(in);
    int width = in.readInt();
    boolean colours = in.readBoolean();
    boolean terminal = in.readBoolean();
    int count = in.readInt();
    List<String> words = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      words.add(read(in));
    }
    return new Greeting(secret, folder, Math.max(0, width), colours, terminal, words);
  }

  private static void write(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String read(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > in.available()) {
      throw new IOException("that is no greeting");
    }
    return new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "greeting of " + folder;
  }
}
