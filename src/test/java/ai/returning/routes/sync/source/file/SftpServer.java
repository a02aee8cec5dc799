package ai.returning.routes.sync.source.file;

import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.sftp.server.FileHandle;
import org.apache.sshd.sftp.server.SftpEventListener;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/** A real SFTP server over a folder that can break off in the middle of a file. */
final class SftpServer implements AutoCloseable {
    private final SshServer server = SshServer.setUpDefaultServer();
    private final String hostKey;
    private final AtomicInteger drops = new AtomicInteger();
    private final AtomicLong dropAfter = new AtomicLong();
    final AtomicLong firstOffset = new AtomicLong(-1);

    SftpServer(Path root) throws IOException {
        KeyPair key;
        try {
            key = KeyUtils.generateKeyPair("ssh-rsa", 2048);
        } catch (java.security.GeneralSecurityException e) {
            throw new AssertionError(e);
        }
        hostKey = KeyUtils.getFingerPrint(BuiltinDigests.sha256, key.getPublic());
        server.setHost("127.0.0.1");
        server.setPort(0);
        server.setKeyPairProvider(KeyPairProvider.wrap(key));
        server.setPasswordAuthenticator((user, password, session) -> user.equals("crm") && password.equals("right"));
        server.setFileSystemFactory(new VirtualFileSystemFactory(root));
        SftpSubsystemFactory sftp = new SftpSubsystemFactory.Builder().build();
        sftp.addSftpEventListener(new Drops());
        server.setSubsystemFactories(List.of(sftp));
        server.start();
    }

    /** Ends the session so many times after some bytes of a file. */
    void dropAfter(long bytes, int times) {
        dropAfter.set(bytes);
        drops.set(times);
    }

    SftpSettings settings(Path staging) {
        return new SftpSettings(
                "127.0.0.1",
                server.getPort(),
                "crm",
                "right",
                "",
                hostKey,
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                3,
                staging);
    }

    @Override
    public void close() throws IOException {
        server.stop(true);
    }

    private final class Drops implements SftpEventListener {
        @Override
        public void reading(
                ServerSession session, String handle, FileHandle file, long offset, byte[] data, int from, int size)
                throws IOException {
            firstOffset.compareAndSet(-1, offset);
            if (offset >= dropAfter.get() && drops.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                session.close(true);
                throw new IOException("dropped");
            }
        }
    }
}
