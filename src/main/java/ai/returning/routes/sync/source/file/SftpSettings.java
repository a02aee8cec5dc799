package ai.returning.routes.sync.source.file;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How a folder on an SFTP server is reached. Values come from {@code returning-ai.sources.<name>.file.sftp}.
 *
 * @param password empty if a key is used
 * @param keyFile private key without a passphrase; empty if a password is used
 * @param hostKey fingerprint of the server's key as {@code ssh-keygen -lf} prints it ({@code SHA256:...}); no other
 *     server is talked to
 * @param connectLimit longest wait for connection and login
 * @param silence longest wait for an answer of the server
 * @param attempts attempts at one file before the run stops; each goes on where the one before broke off
 * @param staging folder of this machine for files under way; they hold personal data
 */
public record SftpSettings(
        String host,
        int port,
        String user,
        String password,
        String keyFile,
        String hostKey,
        Duration connectLimit,
        Duration silence,
        int attempts,
        Path staging) {

    /** How messages call the server. */
    String shown() {
        return host + ":" + port;
    }

    /** Leaves out the password. */
    @Override
    public String toString() {
        return "SftpSettings[" + shown() + "]";
    }
}
