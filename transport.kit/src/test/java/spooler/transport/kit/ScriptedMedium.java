package spooler.transport.kit;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import spooler.api.Address;
import spooler.api.mapi.MapiException;
import spooler.api.transport.InboundMessage;
import spooler.api.transport.OutboundMessage;
import spooler.api.transport.SubmitResult;

/** A medium that writes down what it is told to do, and fails on cue. */
final class ScriptedMedium implements Medium {
  final List<String> calls = new ArrayList<>();
  final Deque<Step> sends = new ArrayDeque<>();
  @Nullable IOException openFault;
  Runnable whileOpening = () -> {};
  String peer = "";
  int waiting; // inbound messages

  /** What one send does instead of answering {@link SubmitResult#OK}. */
  interface Step {
    SubmitResult run() throws IOException;
  }

  @Override
  public void open() throws IOException {
    calls.add("open");
    whileOpening.run();
    if (openFault != null) {
      throw openFault;
    }
  }

  @Override
  public SubmitResult send(OutboundMessage message) throws IOException {
    calls.add("send");
    Step step = sends.poll();
    return step == null ? SubmitResult.OK : step.run();
  }

  @Override
  public boolean receive(InboundMessage message) throws IOException, MapiException {
    calls.add("receive");
    if (waiting == 0) {
      return false;
    }
    waiting--;
    message.setSender(Address.smtp("ann@example.org"));
    message.save();
    return waiting > 0;
  }

  @Override
  public void validate() {
    calls.add("validate");
  }

  @Override
  public String peer() {
    return peer;
  }

  @Override
  public void close() {
    calls.add("close");
  }

  @Override
  public void signOff() {
    calls.add("sign off");
  }
}
