package spooler.transport.smtp.mime;

import java.util.BitSet;

/**
 * What becomes of the leaves of a message, by their order.
 *
 * @param encoded those that are encoded
 * @param text those of them that go as quoted-printable; the others as base64
 * @param isMime whether the message says that it is MIME
 */
record Plan(BitSet encoded, BitSet text, boolean isMime) {}
