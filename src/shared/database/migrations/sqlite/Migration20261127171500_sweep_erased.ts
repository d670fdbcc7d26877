import { Migration } from '@mikro-orm/migrations';

/** What earlier versions erased may lie in the files still: the worker sweeps them once. */
export class Migration20261127171500_sweep_erased extends Migration {
  override name = 'Migration20261127171500_sweep_erased';

  override up(): void | Promise<void> {
    this.addSql(
      `insert into state_value (name, value, changed_at)
       select 'erased.sweep-asked', '{"asked":"by an earlier version"}', max(taken_down_at)
       from publication where takedown = 'erased' having count(*) > 0;`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`delete from state_value where name like 'erased.%';`);
  }
}
