package ai.returning.routes.sync.snapshot;

import ai.returning.routes.support.ErrorCode;
import ai.returning.routes.support.RaiException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A set of 128-bit key hashes with a small mark on each, in a mapped scratch file of about 16 to 40 bytes a key. The
 * heap holds some bytes for each thousand keys. Used by one thread; not to be used after {@link #close}.
 *
 * <p>Extendible hashing: the top bits of the mixed hash name a page through a directory, a full page splits in two, and
 * the directory doubles when a page needs a further bit. Growing so leaves no garbage in the file.
 */
public final class KeySet implements AutoCloseable {
    /** The largest mark; 0 says that a key is not in the set. */
    public static final byte MAX_MARK = KeyPages.MAX_MARK;

    private static final int START_DEPTH = KeyPages.IMPLIED_BITS;
    private static final int MAX_DEPTH = 20;

    private final KeyPages pages;
    private int[] directory = new int[1 << START_DEPTH];
    private byte[] pageDepth = new byte[1 << START_DEPTH];
    private int depth = START_DEPTH;
    private long size;

    /**
     * An empty set.
     *
     * @throws RaiException DISK_FULL if the folder does not take the file; growing can throw it, too
     */
    public KeySet(Path scratchFolder) {
        pages = KeyPages.create(scratchFolder, directory.length);
        Arrays.setAll(directory, page -> page);
        Arrays.fill(pageDepth, (byte) START_DEPTH);
    }

    public long size() {
        return size;
    }

    /** The mark of a key, or 0 if it is not in the set. */
    public byte get(long keyHigh, long keyLow) {
        if (size == 0) {
            return 0;
        }
        long hash = mix(keyHigh, keyLow);
        return pages.get(page(hash), hash, keyLow);
    }

    /**
     * Adds a key with a mark from 1 to {@link #MAX_MARK}; a key that is there keeps its mark.
     *
     * @return true if the key is new
     */
    public boolean add(long keyHigh, long keyLow, byte mark) {
        long hash = mix(keyHigh, keyLow);
        int page = page(hash);
        while (pages.full(page)) {
            if (pages.get(page, hash, keyLow) != 0) {
                return false;
            }
            split(page, hash);
            page = page(hash);
        }
        boolean added = pages.add(page, hash, keyLow, checked(mark));
        size += added ? 1 : 0;
        return added;
    }

    /** Gives a key another mark; false if it is not in the set. */
    public boolean mark(long keyHigh, long keyLow, byte mark) {
        long hash = mix(keyHigh, keyLow);
        return pages.mark(page(hash), hash, keyLow, checked(mark));
    }

    /** Gives the scratch file back; the mapped memory follows when it is collected. */
    @Override
    public void close() {
        pages.close();
    }

    private int page(long hash) {
        return directory[(int) (hash >>> (64 - depth))];
    }

    private void split(int page, long hash) {
        int oldDepth = pageDepth[page];
        if (oldDepth == depth) {
            doubleDirectory();
        }
        int sibling = pages.split(page, 1L << (63 - oldDepth));
        if (sibling >= pageDepth.length) {
            pageDepth = Arrays.copyOf(pageDepth, pageDepth.length * 2);
        }
        pageDepth[page]++;
        pageDepth[sibling] = pageDepth[page];
        int span = 1 << (depth - oldDepth);
        int first = (int) (hash >>> (64 - oldDepth)) * span;
        Arrays.fill(directory, first + span / 2, first + span, sibling);
    }

    private void doubleDirectory() {
        if (depth == MAX_DEPTH) {
            throw new RaiException(
                    ErrorCode.BUG, "The key hashes of a run fall on too few values: " + size + " keys fill one page.");
        }
        int[] doubled = new int[directory.length * 2];
        for (int i = 0; i < doubled.length; i++) {
            doubled[i] = directory[i >>> 1];
        }
        directory = doubled;
        depth++;
    }

    private static byte checked(byte mark) {
        if (mark < 1 || mark > MAX_MARK) {
            throw new RaiException(ErrorCode.BUG, "Mark " + mark + " of a key is not between 1 and " + MAX_MARK + ".");
        }
        return mark;
    }

    /**
     * Spreads the key over all bits. For a given low word this is a bijection of the high word, so the pair of mixed
     * hash and low word stands for exactly one key.
     */
    private static long mix(long keyHigh, long keyLow) {
        long low = keyLow * 0x9e3779b97f4a7c15L;
        long x = keyHigh ^ (low ^ low >>> 32) * 0xd6e8feb86659fd93L;
        x = (x ^ x >>> 33) * 0xff51afd7ed558ccdL;
        x = (x ^ x >>> 33) * 0xc4ceb9fe1a85ec53L;
        return x ^ x >>> 33;
    }
}
