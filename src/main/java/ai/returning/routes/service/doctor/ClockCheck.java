package ai.returning.routes.service.doctor;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** How far the clocks of a host and of this machine are apart, by the header Date. Sends no key. */
final class ClockCheck {
    static final String CHECK = "clock";

    private final SSLContext tls;
    private final Clock clock;
    private final Duration limit;
    private final Duration patience;

    ClockCheck(SSLContext tls, Clock clock, Duration limit, Duration patience) {
        this.tls = tls;
        this.clock = clock;
        this.limit = limit;
        this.patience = patience;
    }

    Finding check(String area, URI base) {
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .sslContext(tls)
                .connectTimeout(patience)
                .build();
        HttpRequest head = HttpRequest.newBuilder(base)
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .timeout(patience)
                .build();
        try {
            HttpResponse<Void> answer = http.send(head, HttpResponse.BodyHandlers.discarding());
            return answer.headers()
                    .firstValue("date")
                    .flatMap(ClockCheck::parse)
                    .map(date -> compare(area, date))
                    .orElseGet(() -> Finding.note(area, CHECK, "not compared: the host tells no time"));
        } catch (IOException e) {
            return Finding.fail(
                    area,
                    CHECK,
                    "the host does not answer in HTTP (" + Texts.reason(e) + ")",
                    "check that the URL is that of the API, not of another service");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Finding.note(area, CHECK, "not compared: interrupted");
        }
    }

    private Finding compare(String area, Instant theirs) {
        Duration apart = Duration.between(clock.instant(), theirs);
        // The header has whole seconds.
        String text = apart.abs().toSeconds() < 2
                ? "the same as here"
                : apart.abs().toSeconds() + " s " + (apart.isNegative() ? "behind" : "ahead of") + " this machine";
        return apart.abs().compareTo(limit) <= 0
                ? Finding.ok(area, CHECK, text)
                : Finding.fail(
                        area,
                        CHECK,
                        text + ", more than returning-ai.sync.clock-difference (" + limit.toSeconds() + " s)",
                        "set the clock of this machine by NTP; jobs of uploads are matched by time");
    }

    private static Optional<Instant> parse(String date) {
        try {
            return Optional.of(ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
