package ai.returning.routes.emulator;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Encrypts a body as the settings of a webhook say; of its own, or a wrong codec would prove itself. */
final class WebhookSeal {
    private static final int TAG_BYTES = 16;
    private static final int GCM_IV = 12;
    private static final int CBC_IV = 16;

    private final SecureRandom random = new SecureRandom();

    @Behaviour(
            of = "outgoing webhooks",
            does = "Encrypts with AES-256, GCM or CBC, a fresh IV each time; envelope json, colon or concat in base64,"
                    + " marked by x-encrypted: true.")
    @Assumed(why = "encryption is documented for incoming webhooks alone, and there without the form of the message")
    byte[] seal(WebhookTarget target, byte[] body) {
        boolean gcm = target.mode().equals("GCM");
        byte[] iv = new byte[gcm ? GCM_IV : CBC_IV];
        random.nextBytes(iv);
        byte[] sealed = encrypt(target, gcm, iv, body);
        byte[] data = gcm ? Arrays.copyOf(sealed, sealed.length - TAG_BYTES) : sealed;
        byte[] tag = gcm ? Arrays.copyOfRange(sealed, sealed.length - TAG_BYTES, sealed.length) : new byte[0];
        return envelope(target.envelope(), iv, data, tag).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] encrypt(WebhookTarget target, boolean gcm, byte[] iv, byte[] body) {
        try {
            AlgorithmParameterSpec form = gcm ? new GCMParameterSpec(TAG_BYTES * 8, iv) : new IvParameterSpec(iv);
            Cipher cipher = Cipher.getInstance(gcm ? "AES/GCM/NoPadding" : "AES/CBC/PKCS5Padding");
            SecretKeySpec key = new SecretKeySpec(target.secret().getBytes(StandardCharsets.UTF_8), "AES");
            cipher.init(Cipher.ENCRYPT_MODE, key, form);
            return cipher.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new RaiException(ErrorCode.BUG, "The emulator cannot encrypt with " + target.mode() + ".", e);
        }
    }

    private static String envelope(String form, byte[] iv, byte[] data, byte[] tag) {
        return switch (form) {
            case "colon" -> text(iv) + ":" + text(data) + (tag.length == 0 ? "" : ":" + text(tag));
            case "concat" -> {
                byte[] all = Arrays.copyOf(iv, iv.length + data.length + tag.length);
                System.arraycopy(data, 0, all, iv.length, data.length);
                System.arraycopy(tag, 0, all, iv.length + data.length, tag.length);
                yield text(all);
            }
            default -> {
                var json = Things.object().put("iv", text(iv)).put("data", text(data));
                yield (tag.length == 0 ? json : json.put("tag", text(tag))).toString();
            }
        };
    }

    private static String text(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
