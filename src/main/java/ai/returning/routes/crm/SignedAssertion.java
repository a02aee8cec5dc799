package ai.returning.routes.crm;

import ai.returning.routes.support.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;

/** A JSON web token signed with RS256, as the JWT bearer flow of OAuth asks for it (RFC 7523). */
final class SignedAssertion {
    private static final long LIFE_SECONDS = 180;
    private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

    private SignedAssertion() {}

    static String of(SalesforceAccess access, Instant now) throws IOException, GeneralSecurityException {
        JsonNode header = Json.MAPPER.createObjectNode().put("alg", "RS256");
        JsonNode claims = Json.MAPPER
                .createObjectNode()
                .put("iss", access.clientId())
                .put("sub", access.user())
                .put("aud", access.audience())
                .put("exp", now.getEpochSecond() + LIFE_SECONDS);
        String content = part(header) + "." + part(claims);
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(key(access.key()));
        signature.update(content.getBytes(StandardCharsets.US_ASCII));
        return content + "." + TEXT.encodeToString(signature.sign());
    }

    private static String part(JsonNode json) {
        return TEXT.encodeToString(json.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static PrivateKey key(Path file) throws IOException, GeneralSecurityException {
        String pem = Files.readString(file, StandardCharsets.US_ASCII)
                .replaceAll("-----(BEGIN|END) PRIVATE KEY-----", "")
                .replaceAll("\\s", "");
        try {
            return KeyFactory.getInstance("RSA")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem)));
        } catch (IllegalArgumentException e) {
            throw new GeneralSecurityException("no PEM", e);
        }
    }
}
