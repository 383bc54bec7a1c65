package spooler.api;

/** A message to be submitted: who it is from and for, and its bytes. */
public record SpoolMessage(Envelope envelope, BodySource body) {}
