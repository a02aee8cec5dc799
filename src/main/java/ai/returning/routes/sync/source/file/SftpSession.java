package ai.returning.routes.sync.source.file;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.io.IOException;
import java.nio.file.Path;
import java.security.PublicKey;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.password.PasswordIdentityProvider;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.apache.sshd.common.keyprovider.FileKeyPairProvider;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.jspecify.annotations.Nullable;

/** A login at an SFTP server that is made when it is needed, and anew after it broke. */
final class SftpSession implements AutoCloseable {
    private final FileSettings settings;
    private final SftpSettings place;
    private @Nullable SshClient ssh;
    private @Nullable SftpClient files;
    private volatile String shownKey = "";

    SftpSession(FileSettings settings, SftpSettings place) {
        this.settings = settings;
        this.place = place;
    }

    /**
     * The open session.
     *
     * @throws RaiException SOURCE_REFUSED for another host key or a refused login, SOURCE_UNAVAILABLE
     */
    SftpClient files() {
        SftpClient open = files;
        if (open != null && open.isOpen()) {
            return open;
        }
        close();
        try {
            SftpClient made = login();
            files = made;
            return made;
        } catch (IOException e) {
            close();
            throw failure(e);
        }
    }

    private SftpClient login() throws IOException {
        SshClient client = SshClient.setUpDefaultClient();
        ssh = client;
        client.setServerKeyVerifier((session, address, key) -> isKnown(key));
        // Neither the keys nor the configuration of the user who runs this have a say.
        client.setKeyIdentityProvider(
                place.keyFile().isEmpty()
                        ? KeyIdentityProvider.EMPTY_KEYS_PROVIDER
                        : new FileKeyPairProvider(Path.of(place.keyFile())));
        client.setPasswordIdentityProvider(PasswordIdentityProvider.EMPTY_PASSWORDS_PROVIDER);
        client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
        CoreModuleProperties.IDLE_TIMEOUT.set(client, place.silence());
        CoreModuleProperties.NIO2_READ_TIMEOUT.set(client, place.silence());
        client.start();
        ClientSession session = client.connect(place.user(), place.host(), place.port())
                .verify(place.connectLimit())
                .getSession();
        if (!place.password().isEmpty()) {
            session.addPasswordIdentity(place.password());
        }
        session.auth().verify(place.connectLimit());
        return SftpClientFactory.instance().createSftpClient(session);
    }

    private boolean isKnown(PublicKey key) {
        shownKey = String.valueOf(KeyUtils.getFingerPrint(BuiltinDigests.sha256, key));
        return shownKey.equals(place.hostKey());
    }

    private RaiException failure(IOException e) {
        if (!shownKey.isEmpty() && !shownKey.equals(place.hostKey())) {
            return new RaiException(
                    ErrorCode.SOURCE_REFUSED,
                    settings.shown() + ": " + place.shown() + " shows the host key " + shownKey + ", but "
                            + settings.key("sftp.host-key") + " is '" + place.hostKey()
                            + "'. Ask the operator of the server for its key; set it only if it is this one.",
                    e);
        }
        if (e instanceof SshException && String.valueOf(e.getMessage()).contains("authentication")) {
            return new RaiException(
                    ErrorCode.SOURCE_REFUSED,
                    settings.shown() + ": " + place.shown() + " refuses user " + place.user() + ". Check "
                            + settings.key("sftp.user") + ", its password or key file.",
                    e);
        }
        return new RaiException(
                ErrorCode.SOURCE_UNAVAILABLE,
                settings.shown() + ": " + place.shown() + " cannot be reached ("
                        + e.getClass().getSimpleName() + "). Check that the server is up and that host and port are"
                        + " right; then start the run again.",
                e);
    }

    @Override
    public void close() {
        SshClient open = ssh;
        ssh = null;
        files = null;
        if (open != null) {
            open.stop();
        }
    }
}
