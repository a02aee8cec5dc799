package ai.returning.routes.emulator.crm;

import ai.returning.routes.emulator.crm.HubspotStandIn.Reply;
import ai.returning.routes.support.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Who may log in to the stand-in, and the sessions under way. */
final class SalesforceLogins {
    private final Map<String, String> secrets = new ConcurrentHashMap<>();
    private final Map<String, Signer> signers = new ConcurrentHashMap<>();
    private final AtomicLong count = new AtomicLong();
    private volatile long expired;

    private record Signer(PublicKey certificate, String user) {}

    void client(String id, String secret) {
        secrets.put(id, secret);
    }

    void client(String id, PublicKey certificate, String user) {
        signers.put(id, new Signer(certificate, user));
    }

    void expire() {
        expired = count.get();
    }

    void revoke() {
        secrets.clear();
        signers.clear();
        expire();
    }

    long count() {
        return count.get();
    }

    boolean holds(@Nullable String authorization) {
        return authorization != null
                && authorization.startsWith("Bearer session-")
                && Long.parseLong(authorization.substring("Bearer session-".length())) > expired;
    }

    Reply reply(String form, String url) throws IOException {
        Map<String, String> fields = new HashMap<>();
        for (String part : form.split("&", -1)) {
            String[] pair = part.split("=", 2);
            fields.put(pair[0], URLDecoder.decode(pair.length > 1 ? pair[1] : "", StandardCharsets.UTF_8));
        }
        boolean in = fields.getOrDefault("grant_type", "").equals("client_credentials")
                ? fields.getOrDefault("client_secret", "").equals(secrets.get(fields.getOrDefault("client_id", "")))
                : signed(fields.getOrDefault("assertion", ""));
        if (!in) {
            JsonNode said = Json.MAPPER
                    .createObjectNode()
                    .put("error", "invalid_grant")
                    .put("error_description", "user hasn't approved this consumer");
            return new Reply(400, HubspotStandIn.bytes(said));
        }
        JsonNode granted = Json.MAPPER
                .createObjectNode()
                .put("access_token", "session-" + count.incrementAndGet())
                .put("instance_url", url)
                .put("token_type", "Bearer");
        return new Reply(200, HubspotStandIn.bytes(granted));
    }

    private boolean signed(String assertion) throws IOException {
        String[] parts = assertion.split("\\.", -1);
        if (parts.length != 3) {
            return false;
        }
        JsonNode claims = Json.MAPPER.readTree(Base64.getUrlDecoder().decode(parts[1]));
        Signer signer = signers.get(claims.path("iss").asText());
        if (signer == null || !signer.user().equals(claims.path("sub").asText()) || !claims.has("exp")) {
            return false;
        }
        try {
            Signature check = Signature.getInstance("SHA256withRSA");
            check.initVerify(signer.certificate());
            check.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
            return check.verify(Base64.getUrlDecoder().decode(parts[2]));
        } catch (GeneralSecurityException e) {
            throw new IOException("RS256 is not to be had", e);
        }
    }
}
