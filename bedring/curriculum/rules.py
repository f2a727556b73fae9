def older_than(checked, today, days=180): return (today-checked).days>days
