package ai.returning.routes.bench;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The HMAC of Standard Webhooks, as each side of the ingest scenario makes or checks it. */
public final class Signature {
    /** Without a meaning outside the bench. */
    public static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private static final long TOLERANCE_SECONDS = 300;
    private static final SecretKeySpec KEY =
            new SecretKeySpec(Base64.getDecoder().decode(SECRET.substring("whsec_".length())), "HmacSHA256");
    private static final ThreadLocal<Mac> MACS = ThreadLocal.withInitial(Signature::mac);

    private Signature() {}

    private static Mac mac() {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(KEY);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    /** What stands after {@code v1,}. */
    public static String of(String id, String time, byte[] body) {
        return Base64.getEncoder().encodeToString(bytes(id, time, body));
    }

    private static byte[] bytes(String id, String time, byte[] body) {
        Mac mac = MACS.get();
        mac.update((id + "." + time + ".").getBytes(StandardCharsets.US_ASCII));
        return mac.doFinal(body);
    }

    /** True if the headers prove the body and the time is near. */
    public static boolean fits(String id, String time, String signature, byte[] body) {
        if (id == null || time == null || signature == null || !signature.startsWith("v1,")) {
            return false;
        }
        long away = Math.abs(System.currentTimeMillis() / 1000 - Long.parseLong(time));
        byte[] given = Base64.getDecoder().decode(signature.substring(3));
        return away <= TOLERANCE_SECONDS && MessageDigest.isEqual(given, bytes(id, time, body));
    }
}
