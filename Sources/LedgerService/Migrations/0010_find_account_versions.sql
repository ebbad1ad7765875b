-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: The Kontor authors

-- The version that an account had after a book's entry: how many lines it had then. Numbers ascend with versions, so
-- that this halves what is left at each step: some twenty lines are looked at where an account has a million.
create function ledger.account_version(of_book integer, of_account integer, after_entry bigint) returns bigint
language plpgsql stable as $$
declare
    -- Lines up to this version are of entries up to the one asked for,
    low bigint := 0;
    -- and lines after this one are of later entries.
    high bigint;
    middle bigint;
    entry_number bigint;
begin
    select coalesce(max(version), 0) into high from ledger.balance
    where book_id = of_book and account_id = of_account;
    while low < high loop
        middle := (low + high + 1) / 2;
        select number into strict entry_number from ledger.line
        where book_id = of_book and account_id = of_account and balance_version = middle;
        if entry_number <= after_entry then
            low := middle;
        else
            high := middle - 1;
        end if;
    end loop;
    return low;
end
$$;
