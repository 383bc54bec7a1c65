package spooler.store.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import spooler.api.MessageId;
import spooler.api.store.Channel;
import spooler.store.kit.PageCard;

/**
 * What is known of the queue at one place of the log: {@code docs/store-format.md}, "Catalog".
 *
 * @param position up to which place of the log
 * @param idFloor every message id so far is at most this
 * @param segments what of each segment is needed
 * @param bodies the body files that are needed, and their lengths
 * @param files the page files that are needed
 * @param pages all messages
 */
record Catalog(
    Position position,
    long idFloor,
    Map<Long, Live> segments,
    Map<Long, Long> bodies,
    Map<Long, PageCount> files,
    List<PageCard> pages) {
  /** The file's name. */
  static final String NAME = "catalog";

  private static final long MAGIC = 0x53504F4F4C494458L; // "SPOOLIDX"
  private static final int VERSION = 2;

  ByteBuffer encode() {
    PayloadWriter out = new PayloadWriter().i64(MAGIC).i32(VERSION);
    out.i64(position.segment()).i64(position.offset()).i64(idFloor);
    out.i32(segments.size());
    segments.forEach((number, live) -> out.i64(number).i32(live.messages()).i64(live.bytes()));
    out.i32(bodies.size());
    bodies.forEach((number, length) -> out.i64(number).i64(length));
    out.i32(files.size());
    files.forEach((number, count) -> out.i64(number).i32(count.written()).i32(count.needed()));
    writePages(out);
    byte[] bytes = out.bytes();
    return ByteBuffer.wrap(out.i32(crc(ByteBuffer.wrap(bytes))).bytes());
  }

  private void writePages(PayloadWriter out) {
    Map<Channel, Integer> channels = new LinkedHashMap<>();
    pages.stream()
        .flatMap(page -> page.shares().stream())
        .forEach(share -> channels.putIfAbsent(share.channel(), channels.size()));
    out.i32(channels.size());
    channels.keySet().forEach(channel -> out.text(channel.key()));
    out.i32(pages.size());
    for (PageCard page : pages) {
      out.i64(page.first().value()).i32(page.messages()).i64(page.slot());
      out.i32(page.shares().size());
      for (PageCard.Share share : page.shares()) {
        out.i32(channels.getOrDefault(share.channel(), 0)).i32(share.entries());
        out.instant(share.due()).i64(share.mark()).instant(share.expires()).i64(share.rank());
      }
    }
  }

  /**
   * Reads a catalog.
   *
   * @throws IOException when there is none, or none that can be used
   */
  static Catalog read(Disk disk, Path folder) throws IOException {
    try (InputStream in = disk.read(folder.resolve(NAME), 0)) {
      ByteBuffer bytes = ByteBuffer.wrap(in.readAllBytes());
      int sum = bytes.limit() - Integer.BYTES;
      if (sum < 0 || bytes.getInt(sum) != crc(bytes.slice(0, sum))) {
        throw new IOException("it does not match its checksum");
      }
      return decode(new PayloadReader(bytes));
    } catch (RuntimeException e) {
      throw new IOException("it cannot be understood: " + e, e);
    }
  }

  private static Catalog decode(PayloadReader in) throws IOException {
    if (in.i64() != MAGIC || in.i32() != VERSION) {
      throw new IOException("it is of another version");
    }
    Position position = new Position(in.i64(), in.i64());
    long idFloor = in.i64();
    Map<Long, Live> segments = new TreeMap<>();
    for (int left = in.i32(); left > 0; left--) {
      segments.put(in.i64(), new Live(in.i32(), in.i64()));
    }
    Map<Long, Long> bodies = new TreeMap<>();
    for (int left = in.i32(); left > 0; left--) {
      bodies.put(in.i64(), in.i64());
    }
    Map<Long, PageCount> files = new TreeMap<>();
    for (int left = in.i32(); left > 0; left--) {
      files.put(in.i64(), new PageCount(in.i32(), in.i32()));
    }
    return new Catalog(position, idFloor, segments, bodies, files, readPages(in));
  }

  private static List<PageCard> readPages(PayloadReader in) {
    List<Channel> channels = new ArrayList<>();
    for (int left = in.i32(); left > 0; left--) {
      channels.add(new Channel(in.text()));
    }
    List<PageCard> pages = new ArrayList<>();
    for (int left = in.i32(); left > 0; left--) {
      MessageId first = new MessageId(in.i64());
      pages.add(new PageCard(first, in.i32(), in.i64(), readShares(in, channels)));
    }
    return pages;
  }

  private static List<PageCard.Share> readShares(PayloadReader in, List<Channel> channels) {
    List<PageCard.Share> shares = new ArrayList<>();
    for (int left = in.i32(); left > 0; left--) {
      Channel channel = channels.get(in.i32());
      shares.add(
          new PageCard.Share(channel, in.i32(), in.instant(), in.i64(), in.instant(), in.i64()));
    }
    return shares;
  }

  private static int crc(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }
}
