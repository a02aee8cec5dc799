package ai.returning.routes.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Opens the bodies of incoming webhooks; of its own, or a wrong codec would prove itself. */
final class WebhookOpener {
    private static final int TAG_BYTES = 16;
    private static final int GCM_IV = 12;
    private static final int CBC_IV = 16;

    private record Parts(byte[] iv, byte[] sealed) {}

    private final Map<String, IncomingSecret> secrets = new ConcurrentHashMap<>();
    private final Knobs knobs;

    WebhookOpener(Knobs knobs) {
        this.knobs = knobs;
    }

    void set(IncomingSecret secret) {
        secrets.put(secret.webhook(), secret);
    }

    @Behaviour(
            of = "incoming webhooks",
            does = "A webhook may be set up with AES-256, GCM or CBC, envelope json, colon or concat in base64. Then a"
                    + " body that is not marked by x-encrypted: true is 400, or taken by a knob, and one that does not"
                    + " open is 400. Without encryption a marked body is 400.")
    @Assumed(why = "modes, key and marker are documented; the form of the message and the answers are not")
    Call open(String webhook, Call call) throws RefusedException {
        IncomingSecret secret = secrets.get(webhook);
        if (secret == null) {
            return refuseIf(call.encrypted(), "Encryption is off for this webhook", call);
        }
        if (!call.encrypted()) {
            return refuseIf(!knobs.webhooksAcceptPlain, "Encryption is on for this webhook", call);
        }
        byte[] text = decrypt(secret, call.body());
        refuseIf(text == null, "Body cannot be decrypted", call);
        return text == null ? call : call.withBody(text);
    }

    private static Call refuseIf(boolean wrong, String why, Call call) throws RefusedException {
        if (wrong) {
            throw RefusedException.assumed(400, why);
        }
        return call;
    }

    private static byte @Nullable [] decrypt(IncomingSecret secret, byte[] body) {
        boolean gcm = secret.mode().equals("GCM");
        try {
            Parts parts = parts(secret.envelope(), gcm, new String(body, StandardCharsets.UTF_8));
            AlgorithmParameterSpec form =
                    gcm ? new GCMParameterSpec(TAG_BYTES * 8, parts.iv()) : new IvParameterSpec(parts.iv());
            Cipher cipher = Cipher.getInstance(gcm ? "AES/GCM/NoPadding" : "AES/CBC/PKCS5Padding");
            SecretKeySpec key = new SecretKeySpec(secret.secret().getBytes(StandardCharsets.UTF_8), "AES");
            cipher.init(Cipher.DECRYPT_MODE, key, form);
            return cipher.doFinal(parts.sealed());
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return null;
        }
    }

    private static Parts parts(String envelope, boolean gcm, String body) {
        int iv = gcm ? GCM_IV : CBC_IV;
        return switch (envelope) {
            case "colon" -> {
                String[] texts = body.split(":", -1);
                yield new Parts(
                        bytes(texts[0]), join(bytes(part(texts, 1)), gcm ? bytes(part(texts, 2)) : new byte[0]));
            }
            case "concat" -> {
                byte[] all = bytes(body);
                int end = Math.min(iv, all.length);
                yield new Parts(Arrays.copyOf(all, end), Arrays.copyOfRange(all, end, all.length));
            }
            default -> {
                JsonNode json = Things.parsed(body);
                byte[] tag = gcm ? bytes(json.path("tag").asText()) : new byte[0];
                yield new Parts(
                        bytes(json.path("iv").asText()),
                        join(bytes(json.path("data").asText()), tag));
            }
        };
    }

    private static String part(String[] texts, int place) {
        return place < texts.length ? texts[place] : "";
    }

    private static byte[] join(byte[] one, byte[] two) {
        byte[] all = Arrays.copyOf(one, one.length + two.length);
        System.arraycopy(two, 0, all, one.length, two.length);
        return all;
    }

    private static byte[] bytes(String text) {
        return Base64.getDecoder().decode(text);
    }
}
