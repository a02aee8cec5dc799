package ai.returning.routes.codec;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Computes HMACs under all valid keys. One {@link Mac} a thread: to look one up costs as much as to use it. */
final class HmacKeys {
    private final String algorithm;
    private final List<SecretKeySpec> keys;
    private final ThreadLocal<Mac> macs;

    /** @param algorithm such as {@code HmacSHA256} */
    HmacKeys(String algorithm, List<byte[]> keys) {
        this.algorithm = algorithm;
        this.keys = keys.stream().map(key -> new SecretKeySpec(key, algorithm)).toList();
        this.macs = ThreadLocal.withInitial(this::mac);
    }

    private Mac mac() {
        try {
            return Mac.getInstance(algorithm);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + algorithm, e);
        }
    }

    /** True if one of the signatures is that of the parts under one of the keys; looks at all of them. */
    boolean anyFits(List<byte[]> signatures, byte[]... parts) {
        boolean fits = false;
        for (SecretKeySpec key : keys) {
            byte[] expected = sign(key, parts);
            for (byte[] signature : signatures) {
                fits |= MessageDigest.isEqual(expected, signature);
            }
        }
        return fits;
    }

    /** The signature under the first key. */
    byte[] sign(byte[]... parts) {
        return sign(keys.get(0), parts);
    }

    private byte[] sign(SecretKeySpec key, byte[]... parts) {
        Mac mac = macs.get();
        try {
            mac.init(key);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a secret key fits every HMAC", e);
        }
        for (byte[] part : parts) {
            mac.update(part);
        }
        return mac.doFinal();
    }
}
