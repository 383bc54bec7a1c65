package spooler.transport.smtp;

import spooler.api.mapi.NdrDiagnostic;
import spooler.api.mapi.NdrReason;
import spooler.api.transport.RecipientOutcome.Refused;

/**
 * What is refused on this side because the relay could not take it: never sent is better than
 * mangled. The texts are written like replies, with the enhanced codes of RFC 3463 and RFC 6531.
 */
final class Refusal {
  private Refusal() {}

  static Refused badSender(String problem) {
    return new Refused(
        NdrReason.TRANSFER_IMPOSSIBLE,
        NdrDiagnostic.NO_DIAGNOSTIC,
        "553 5.1.7 not sent: the sender " + problem);
  }

  static Refused badRecipient(String problem) {
    return new Refused(
        NdrReason.TRANSFER_IMPOSSIBLE,
        NdrDiagnostic.ADDRESS_INCORRECT,
        "553 5.1.3 not sent: " + problem);
  }

  static Refused international(MailPath path) {
    return new Refused(
        NdrReason.CONVERSION_NOT_PERFORMED,
        NdrDiagnostic.ADDRESS_INCORRECT,
        "553 5.6.7 not sent: %s is not plain ASCII, and this relay takes nothing else (no SMTPUTF8)"
            .formatted(path));
  }

  /** RFC 3463, 3.7: conversion required but not supported. */
  static Refused unconvertible(String problem) {
    return new Refused(
        NdrReason.CONVERSION_NOT_PERFORMED,
        NdrDiagnostic.NO_DIAGNOSTIC,
        "554 5.6.3 not sent: the message has 8-bit or binary parts, which this relay does not take, and"
            + " cannot be converted: "
            + problem
            + "; encode it as quoted-printable or base64");
  }

  static Refused tooBig(long octets, long most) {
    return new Refused(
        NdrReason.TRANSFER_FAILED,
        NdrDiagnostic.NO_DIAGNOSTIC,
        "552 5.3.4 not sent: the message has %d octets, and this relay takes %d at most"
            .formatted(octets, most));
  }

  static Refused tooBigForUs(long octets, long most) {
    return new Refused(
        NdrReason.TRANSFER_FAILED,
        NdrDiagnostic.NO_DIAGNOSTIC,
        "552 5.3.4 not sent: the message has %d octets, and this transport takes %d at most (maxMessageKiB)"
            .formatted(octets, most));
  }
}
