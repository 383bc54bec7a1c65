package spooler.shell;

import java.util.Map;
import spooler.api.command.Answer;
import spooler.api.command.Screen;
import spooler.api.flush.FlushTicket;
import spooler.api.mapi.FlushFlag;

/** A "send now" or "fetch now" that was begun and is not waited for. */
record Ticket(FlushFlag direction, FlushTicket flush) implements Answer {
  @Override
  public String text(Screen screen) {
    return "Flush %1$s has begun to %2$s: \"flushes\" tells how far it is, \"abort %1$s\" stops it"
        .formatted(flush.id(), direction == FlushFlag.UPLOAD ? "send" : "fetch");
  }

  @Override
  public Object data() {
    return Map.of("flush", flush.id().value());
  }
}
