package ai.returning.routes.codec;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;

/** Opens and seals AES-256 messages. Thread-safe. The mode is set, never guessed; each message has a fresh vector. */
public final class AesCodec {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final AesSettings form;
    private final List<AesKey> keys;

    /** @param keys the current one first; all of them open, the first one seals */
    public AesCodec(AesSettings form, List<AesKey> keys) {
        if (keys.isEmpty()) {
            throw new RaiException(ErrorCode.CONFIG_INVALID, "An encrypted webhook needs a key, and none is set.");
        }
        this.form = form;
        this.keys = List.copyOf(keys);
    }

    /** True if nobody can have changed what {@link #open} gives. */
    public boolean proves() {
        return form.mode() == AesMode.GCM;
    }

    public AesSettings form() {
        return form;
    }

    /**
     * The text within a message.
     *
     * @throws RefusedException whatever is wrong with it: no marker, envelope, vector, tag, padding or key
     */
    public byte[] open(byte[] body, MessageHeaders headers) throws RefusedException {
        if (!headers.only(form.markerHeader()).equals(form.markerValue())) {
            throw new RefusedException("the message is not marked as encrypted");
        }
        AesEnvelope.Parts parts = form.envelope().open(form, body, headers);
        if (parts.iv().length != form.ivLength()
                || parts.tag().length != form.mode().tag()) {
            throw new RefusedException("vector or tag has another length than mode " + form.mode() + " has here");
        }
        return likeliest(parts);
    }

    /** Padding fits another key by chance now and then, so of several texts the one that is UTF-8 counts. */
    private byte[] likeliest(AesEnvelope.Parts parts) throws RefusedException {
        List<byte[]> texts = new ArrayList<>(1);
        for (AesKey key : keys) {
            try {
                byte[] text = decrypt(parts, key);
                if (isUtf8(text)) {
                    return text;
                }
                texts.add(text);
            } catch (GeneralSecurityException e) {
                continue; // the other key may fit
            }
        }
        if (texts.isEmpty()) {
            throw new RefusedException("the message does not open with any key of the endpoint");
        }
        return texts.get(0);
    }

    private byte[] decrypt(AesEnvelope.Parts parts, AesKey key) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(form.mode().transformation());
        cipher.init(Cipher.DECRYPT_MODE, key.secret(), vector(parts.iv()));
        byte[] input = Arrays.copyOf(parts.data(), parts.data().length + parts.tag().length);
        System.arraycopy(parts.tag(), 0, input, parts.data().length, parts.tag().length);
        return cipher.doFinal(input);
    }

    /** Encrypts a text. */
    public Sealed seal(byte[] text) {
        byte[] iv = new byte[form.ivLength()];
        RANDOM.nextBytes(iv);
        return seal(text, iv);
    }

    /** Only tests fix the vector: the same one twice breaks GCM. */
    Sealed seal(byte[] text, byte[] iv) {
        try {
            Cipher cipher = Cipher.getInstance(form.mode().transformation());
            cipher.init(Cipher.ENCRYPT_MODE, keys.get(0).secret(), vector(iv));
            byte[] all = cipher.doFinal(text);
            int end = all.length - form.mode().tag();
            return form.envelope()
                    .seal(
                            form,
                            new AesEnvelope.Parts(
                                    iv, Arrays.copyOf(all, end), Arrays.copyOfRange(all, end, all.length)));
        } catch (GeneralSecurityException e) {
            throw new RaiException(ErrorCode.BUG, "A webhook could not be encrypted: " + e.getMessage() + ".", e);
        }
    }

    private AlgorithmParameterSpec vector(byte[] iv) {
        return form.mode() == AesMode.GCM
                ? new GCMParameterSpec(form.mode().tag() * Byte.SIZE, iv)
                : new IvParameterSpec(iv);
    }

    private static boolean isUtf8(byte[] text) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
