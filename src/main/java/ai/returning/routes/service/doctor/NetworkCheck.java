package ai.returning.routes.service.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;

/** Name, connection, certificate and clock of one host, in this order; it ends at the first that fails. */
final class NetworkCheck {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final SSLContext tls;
    private final Clock clock;
    private final Duration clockDifference;

    /** @param clockDifference how far the clock of a host may be off */
    NetworkCheck(SSLContext tls, Clock clock, Duration clockDifference) {
        this.tls = tls;
        this.clock = clock;
        this.clockDifference = clockDifference;
    }

    List<Finding> check(String server, String base) {
        List<Finding> found = new ArrayList<>();
        String area = "host " + server;
        URI uri = URI.create(base);
        boolean secure = "https".equals(uri.getScheme());
        int port = uri.getPort() >= 0 ? uri.getPort() : secure ? 443 : 80;
        if (!resolves(area, server, uri.getHost(), found) || !connects(area, server, uri.getHost(), port, found)) {
            return found;
        }
        CertificateCheck certificate = new CertificateCheck(tls, clock, PATIENCE);
        if (!secure || certificate.check(area, uri.getHost(), port, found)) {
            found.add(new ClockCheck(tls, clock, clockDifference, PATIENCE).check(area, uri));
        }
        return found;
    }

    private static boolean resolves(String area, String server, String host, List<Finding> found) {
        try {
            String addresses = Arrays.stream(InetAddress.getAllByName(host))
                    .map(InetAddress::getHostAddress)
                    .limit(3)
                    .collect(Collectors.joining(", "));
            found.add(Finding.ok(area, "name", host + " is " + addresses));
            return true;
        } catch (UnknownHostException e) {
            found.add(Finding.fail(
                    area,
                    "name",
                    host + " is not known to the name service",
                    "check the DNS of this machine and returning-ai.servers." + server));
            return false;
        }
    }

    private static boolean connects(String area, String server, String host, int port, List<Finding> found) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), (int) PATIENCE.toMillis());
            found.add(Finding.ok(area, "connection", "port " + port + " answers"));
            return true;
        } catch (IOException e) {
            found.add(Finding.fail(
                    area,
                    "connection",
                    "port " + port + " of " + host + " cannot be reached (" + Texts.reason(e) + ")",
                    "let this machine out to " + host + ":" + port + ", or correct returning-ai.servers." + server));
            return false;
        }
    }
}
