package spooler.itest;

import java.nio.file.Path;

/**
 * A certificate for {@code localhost} that nobody but itself vouches for.
 *
 * @param file PEM
 * @param key PEM, without a password
 */
record Certificate(Path file, Path key) {
  /** Makes one in that folder. */
  static Certificate in(Path folder) throws Exception {
    Certificate made = new Certificate(folder.resolve("cert.pem"), folder.resolve("key.pem"));
    Commands.run(
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=localhost",
        "-addext",
        "subjectAltName=DNS:localhost",
        "-keyout",
        made.key().toString(),
        "-out",
        made.file().toString());
    return made;
  }
}
