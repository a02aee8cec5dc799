package ai.returning.routes.service.doctor;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/** Whether a host is who it says, and for how long its certificate still holds. */
final class CertificateCheck {
    private static final String CHECK = "certificate";
    /** From here on a person should look whether the renewal works. */
    private static final long DAYS_TO_WORRY = 14;

    private final SSLContext tls;
    private final Clock clock;
    private final Duration patience;

    CertificateCheck(SSLContext tls, Clock clock, Duration patience) {
        this.tls = tls;
        this.clock = clock;
        this.patience = patience;
    }

    /** False if no call can go over this connection. */
    boolean check(String area, String host, int port, List<Finding> found) {
        try {
            Finding finding = accepted(area, read(tls, host, port, true));
            found.add(finding);
            return finding.level() != Finding.Level.FAIL;
        } catch (SSLException e) {
            found.add(refused(area, host, port, e));
        } catch (IOException e) {
            found.add(Finding.fail(
                    area,
                    CHECK,
                    "the connection broke while TLS was agreed (" + Texts.reason(e) + ")",
                    "look for a proxy or firewall between here and " + host));
        }
        return false;
    }

    private Finding accepted(String area, @Nullable X509Certificate certificate) {
        if (certificate == null) {
            return Finding.note(area, CHECK, "accepted, of an unusual kind");
        }
        Instant end = certificate.getNotAfter().toInstant();
        if (end.isBefore(clock.instant())) {
            // Java does not look at the dates of a certificate that stands in the trust store itself.
            return expired(area, end);
        }
        long days = Duration.between(clock.instant(), end).toDays();
        String text = "valid until " + end + ", " + days + " days";
        return days < DAYS_TO_WORRY
                ? Finding.note(area, CHECK, text + "; its owner should renew it now")
                : Finding.ok(area, CHECK, text);
    }

    private Finding refused(String area, String host, int port, SSLException e) {
        X509Certificate certificate = unchecked(host, port);
        Instant now = clock.instant();
        if (certificate != null && certificate.getNotAfter().toInstant().isBefore(now)) {
            return expired(area, certificate.getNotAfter().toInstant());
        }
        if (certificate != null && certificate.getNotBefore().toInstant().isAfter(now)) {
            return Finding.fail(
                    area,
                    CHECK,
                    "not valid before " + certificate.getNotBefore().toInstant(),
                    "check the clock of this machine");
        }
        return Finding.fail(
                area,
                CHECK,
                "refused (" + Texts.reason(e) + ")",
                "check the name of the host; behind a company proxy add its certificate to the trust store of Java");
    }

    private static Finding expired(String area, Instant end) {
        return Finding.fail(
                area,
                CHECK,
                "expired at " + end,
                "its owner has to renew it; if it is not expired, check the clock of this machine");
    }

    /** The certificate of a host that was refused, to say why. Nothing is sent over this connection. */
    private @Nullable X509Certificate unchecked(String host, int port) {
        try {
            SSLContext open = SSLContext.getInstance("TLS");
            open.init(null, new TrustManager[] {new Unchecked()}, null);
            return read(open, host, port, false);
        } catch (IOException | GeneralSecurityException e) {
            return null;
        }
    }

    private @Nullable X509Certificate read(SSLContext context, String host, int port, boolean checkName)
            throws IOException {
        int millis = (int) patience.toMillis();
        try (Socket plain = new Socket()) {
            plain.connect(new InetSocketAddress(host, port), millis);
            plain.setSoTimeout(millis);
            try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(plain, host, port, true)) {
                if (checkName) {
                    SSLParameters parameters = socket.getSSLParameters();
                    parameters.setEndpointIdentificationAlgorithm("HTTPS");
                    socket.setSSLParameters(parameters);
                }
                socket.startHandshake();
                Certificate first = socket.getSession().getPeerCertificates()[0];
                return first instanceof X509Certificate certificate ? certificate : null;
            }
        }
    }
}
