package ai.returning.routes.crm;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.Json;
import ai.returning.routes.support.RaiException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.hc.core5.http.ContentType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A session of Salesforce: begun at the first call, and begun anew when Salesforce does not take its token any more.
 * Thread-safe.
 */
public final class SalesforceSession implements CrmToken {
    private static final Logger LOG = LoggerFactory.getLogger(SalesforceSession.class);

    private final String name;
    private final SalesforceAccess access;
    private final CrmHttp http;
    private final Clock clock;
    private final ErrorCode refused;
    private final ErrorCode unavailable;
    private @Nullable Grant grant;

    /**
     * @param name how messages call the CRM
     * @param refused the error for a login that is refused
     * @param unavailable the error for a login that could not be asked for
     */
    public SalesforceSession(
            String name, SalesforceAccess access, CrmHttp http, Clock clock, ErrorCode refused, ErrorCode unavailable) {
        this.name = name;
        this.access = access;
        this.http = http;
        this.clock = clock;
        this.refused = refused;
        this.unavailable = unavailable;
    }

    private record Grant(String token, String base, Optional<Instant> at) {}

    @Override
    public String token() {
        return grant().token();
    }

    /** Where the API of the org is. */
    public String base() {
        return grant().base();
    }

    /** The clock of the server when the session began; empty if it told none. */
    public Optional<Instant> began() {
        return grant().at();
    }

    @Override
    public synchronized boolean renew(String token) {
        if (grant != null && grant.token().equals(token)) {
            LOG.info("{}: the session has ended, a new one is begun", name);
            grant = login();
        }
        return true;
    }

    private synchronized Grant grant() {
        if (grant == null) {
            grant = login();
        }
        return grant;
    }

    private Grant login() {
        CrmAnswer answer;
        try {
            answer = http.send(
                    "POST",
                    URI.create(access.loginUrl() + access.tokenPath()),
                    "",
                    form().getBytes(StandardCharsets.UTF_8),
                    ContentType.APPLICATION_FORM_URLENCODED);
        } catch (IOException e) {
            throw new RaiException(
                    unavailable,
                    name + ": " + access.loginUrl() + " gives no token ("
                            + e.getClass().getSimpleName() + "). Check the network and login-url, and start again.",
                    e);
        }
        if (answer.status() >= 500 || answer.status() == 429) {
            throw new RaiException(
                    unavailable,
                    name + ": " + access.loginUrl() + " answered " + answer.status()
                            + " to the login. Start again later.");
        }
        if (answer.status() != 200) {
            throw new RaiException(
                    refused,
                    name + " refuses the login (" + answer.status() + " " + CrmErrors.code(answer) + "): "
                            + CrmErrors.message(answer) + ". " + advice());
        }
        return grant(answer);
    }

    private String advice() {
        return access.byKey()
                ? "Check client-id, user, audience and the certificate of the connected app, and that the user was"
                        + " approved for it beforehand."
                : "Check client-id and client-secret, and that the client credentials flow of the connected app is on"
                        + " and has a user to run as.";
    }

    private Grant grant(CrmAnswer answer) {
        JsonNode body;
        try {
            body = Json.MAPPER.readTree(answer.body());
        } catch (IOException e) {
            throw new RaiException(
                    refused, name + " answered the login with something that is no JSON. Check login-url.", e);
        }
        String token = body.path("access_token").asText("");
        String base = body.path("instance_url").asText("").replaceAll("/$", "");
        if (token.isEmpty() || !sameScheme(base)) {
            throw new RaiException(
                    refused,
                    name + " answered the login without a token, or with an instance_url that is not of the scheme of "
                            + access.loginUrl() + ". Check login-url.");
        }
        return new Grant(token, base, time(answer));
    }

    /** A token is not carried from https to a plain connection. */
    private boolean sameScheme(String base) {
        return base.startsWith(access.loginUrl().startsWith("https:") ? "https://" : "http");
    }

    private static Optional<Instant> time(CrmAnswer answer) {
        String date = answer.header("date");
        try {
            return date == null
                    ? Optional.empty()
                    : Optional.of(ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
        } catch (DateTimeException e) {
            LOG.debug("Salesforce tells an unreadable time", e);
            return Optional.empty();
        }
    }

    private String form() {
        Map<String, String> fields = new LinkedHashMap<>();
        if (access.byKey()) {
            fields.put("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer");
            fields.put("assertion", assertion());
        } else {
            fields.put("grant_type", "client_credentials");
            fields.put("client_id", access.clientId());
            fields.put("client_secret", access.clientSecret());
        }
        StringBuilder form = new StringBuilder();
        fields.forEach((key, value) -> form.append(form.isEmpty() ? "" : "&")
                .append(key)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return form.toString();
    }

    private String assertion() {
        try {
            return SignedAssertion.of(access, clock.instant());
        } catch (IOException | GeneralSecurityException e) {
            throw new RaiException(
                    ErrorCode.CONFIG_INVALID,
                    name + ": the key file " + access.key() + " cannot be used ("
                            + e.getClass().getSimpleName()
                            + "). It must be an RSA key in PKCS#8 as PEM: openssl pkcs8 -topk8 -nocrypt.",
                    e);
        }
    }
}
